using System.Collections.Immutable;

namespace RspDebug.RspServer.Targets;

/// <summary>The register features of a Cortex-M core, numbered as OpenOCD 0.12 numbers them.</summary>
public static class CortexMRegisters
{
    /// <summary>Number of r0; r1 to r12 follow.</summary>
    public const int R0 = 0;

    /// <summary>Number of the stack pointer in use.</summary>
    public const int Sp = 13;

    /// <summary>Number of the link register.</summary>
    public const int Lr = 14;

    /// <summary>Number of the program counter.</summary>
    public const int Pc = 15;

    /// <summary>Number of xPSR.</summary>
    public const int Xpsr = 16;

    /// <summary>Number of the main stack pointer.</summary>
    public const int Msp = 17;

    /// <summary>Number of the process stack pointer.</summary>
    public const int Psp = 18;

    /// <summary>Number of PRIMASK; BASEPRI, FAULTMASK and CONTROL follow.</summary>
    public const int Primask = 20;

    /// <summary>Number of BASEPRI.</summary>
    public const int Basepri = 21;

    /// <summary>Number of FAULTMASK.</summary>
    public const int Faultmask = 22;

    /// <summary>Number of CONTROL.</summary>
    public const int Control = 23;

    /// <summary>Number of d0; d1 to d15 follow.</summary>
    public const int D0 = 42;

    /// <summary>Number of FPSCR.</summary>
    public const int Fpscr = 58;

    /// <summary>Makes the description of an Armv7-M core.</summary>
    /// <param name="floatingPoint">Whether it has an FPU: adds d0 to d15 and FPSCR.</param>
    public static TargetDescription Describe(bool floatingPoint)
    {
        ImmutableArray<RegisterDescription> core =
        [
            .. Enumerable.Range(0, 13).Select(n => new RegisterDescription(n, $"r{n}", 32, Group: "general")),
            new(Sp, "sp", 32, "data_ptr", "general"), new(Lr, "lr", 32, Group: "general"), new(Pc, "pc", 32, "code_ptr", "general"),
            new(Xpsr, "xpsr", 32, Group: "general"),
        ];
        ImmutableArray<RegisterDescription> system =
        [
            new(Msp, "msp", 32, "data_ptr", "system"), new(Psp, "psp", 32, "data_ptr", "system"),
            new(Primask, "primask", 8, Group: "system"), new(Basepri, "basepri", 8, Group: "system"),
            new(Faultmask, "faultmask", 8, Group: "system"), new(Control, "control", 8, Group: "system"),
        ];
        ImmutableArray<RegisterFeature> features = [new("org.gnu.gdb.arm.m-profile", core), new("org.gnu.gdb.arm.m-system", system)];
        if (floatingPoint)
        {
            features = features.Add(new("org.gnu.gdb.arm.vfp",
            [
                .. Enumerable.Range(0, 16).Select(n => new RegisterDescription(D0 + n, $"d{n}", 64, "ieee_double", "float")),
                new(Fpscr, "fpscr", 32, "int", "float"),
            ]));
        }

        return new TargetDescription("arm", features) { Expedited = [7, Sp, Lr, Pc, Xpsr] };
    }
}
