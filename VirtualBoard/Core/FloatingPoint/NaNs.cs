namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>NaN propagation as Arm defines it: a signalling operand before a quiet one, the first before the second (FPProcessNaNs).</summary>
internal static class NaNs
{
    public const uint Default = 0x7FC0_0000;
    private const uint QuietBit = 0x40_0000;

    /// <summary>FPDefaultNaN with Invalid Operation.</summary>
    public static uint Invalid(ref FloatEnvironment environment)
    {
        environment.Raise(FloatEnvironment.InvalidOperation);
        return Default;
    }

    /// <summary>FPProcessNaN of an operand known to be one.</summary>
    public static uint Process(uint bits, FloatKind kind, ref FloatEnvironment environment)
    {
        if (kind == FloatKind.SignallingNaN) environment.Raise(FloatEnvironment.InvalidOperation);
        return environment.DefaultNaN ? Default : bits | QuietBit;
    }

    /// <summary>True when either operand is a NaN; then <paramref name="result"/> is the answer.</summary>
    public static bool TryProcess(uint a, in Unpacked ua, uint b, in Unpacked ub, ref FloatEnvironment environment, out uint result)
    {
        result = 0;
        if (!ua.IsNaN && !ub.IsNaN) return false;
        bool first = ua.Kind == FloatKind.SignallingNaN || (ub.Kind != FloatKind.SignallingNaN && ua.IsNaN);
        result = first ? Process(a, ua.Kind, ref environment) : Process(b, ub.Kind, ref environment);
        return true;
    }
}
