using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>A kind of debug probe, by the numbers it shows on USB.</summary>
/// <param name="Name">What users call it.</param>
/// <param name="Servers">The server kinds that can use it, the usual one first.</param>
internal sealed record ProbeKind(string Name, params IReadOnlyList<ServerType> Servers)
{
    private static readonly ProbeKind StLink = new("ST-LINK", ServerType.Openocd, ServerType.Stutil, ServerType.Pyocd);
    private static readonly ProbeKind JLink = new("J-Link", ServerType.Jlink, ServerType.Openocd, ServerType.Pyocd);
    private static readonly ProbeKind BlackMagic = new("Black Magic Probe", ServerType.Bmp);
    private static readonly ProbeKind CmsisDap = new("CMSIS-DAP", ServerType.Openocd, ServerType.Pyocd);

    /// <summary>The kind of a USB device; null when it is none that is known.</summary>
    /// <param name="vendor">Four digits.</param>
    /// <param name="product">Four digits.</param>
    /// <param name="names">Product and interface names.</param>
    public static ProbeKind? Of(string vendor, string product, IEnumerable<string> names) => (vendor, product) switch
    {
        // ST: V1, V2, V2-1 and V3 in their forms; the vendor makes other devices too.
        ("0483", "3744" or "3748" or "374a" or "374b" or "374d" or "374e" or "374f" or "3752" or "3753" or "3754" or "3755" or "3757") => StLink,
        // SEGGER makes nothing but probes; several product numbers are chosen by the user.
        ("1366", _) => JLink,
        ("1d50", "6018") => BlackMagic,
        ("0d28", "0204") or ("2e8a", "000c") or ("1fc9", "0132") or ("03eb", "2111" or "2141" or "2145" or "2175") => CmsisDap,
        _ => names.Any(static name => name.Contains("CMSIS-DAP", StringComparison.OrdinalIgnoreCase)) ? CmsisDap : null,
    };
}
