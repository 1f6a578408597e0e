namespace RspDebug.Dwarf.Elf;

/// <summary>Instruction set of the file (<c>e_machine</c>); other values pass through unnamed.</summary>
public enum ElfMachine
{
    /// <summary><c>EM_NONE</c>.</summary>
    None = 0,

    /// <summary><c>EM_386</c>.</summary>
    I386 = 3,

    /// <summary><c>EM_ARM</c>: all 32-bit Arm, M-profile included.</summary>
    Arm = 40,

    /// <summary><c>EM_X86_64</c>.</summary>
    X64 = 62,

    /// <summary><c>EM_AARCH64</c>.</summary>
    Arm64 = 183,

    /// <summary><c>EM_RISCV</c>.</summary>
    RiscV = 243,
}
