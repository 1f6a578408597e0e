namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Normalised register names and what they belong to.</summary>
internal static class RegisterNames
{
    /// <summary>r0 to r15 by number.</summary>
    public static IReadOnlyList<string> Core { get; } =
        ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr", "pc"];

    private static readonly HashSet<string> System =
        new(StringComparer.Ordinal) { "msp", "psp", "primask", "basepri", "faultmask", "control" };

    /// <summary>One spelling for what servers spell in several ways.</summary>
    public static string Normalise(string name)
    {
        string lower = name.ToLowerInvariant();
        return lower switch
        {
            "r13" => "sp",
            "r14" => "lr",
            "r15" => "pc",
            "cpsr" => "xpsr",
            _ => lower,
        };
    }

    /// <summary>The heading a register belongs under.</summary>
    public static RegisterGroup GroupOf(string name)
    {
        if (Core.Contains(name) || name == "xpsr")
            return RegisterGroup.Core;
        if (System.Contains(name))
            return RegisterGroup.System;
        bool isFloat = name == "fpscr" || (name[0] is 's' or 'd' && name.Length > 1 && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
        return isFloat ? RegisterGroup.FloatingPoint : RegisterGroup.Other;
    }
}
