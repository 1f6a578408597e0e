using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Reads what the firmware writes to a port as a number, as cortex-debug's <c>encoding</c> and <c>scale</c> say.</summary>
internal static class PortNumbers
{
    /// <summary>The value of a write.</summary>
    public static double Read(in SoftwareWrite write, string? encoding, double? scale) => (scale ?? 1) * encoding?.ToUpperInvariant() switch
    {
        "SIGNED" => write.SizeInBytes switch { 1 => (sbyte)write.Value, 2 => (short)write.Value, _ => (int)write.Value },
        "FLOAT" when write.SizeInBytes == 4 => BitConverter.UInt32BitsToSingle(write.Value),
        "Q16.16" => (int)write.Value / 65536.0,
        _ => write.Value,
    };
}
