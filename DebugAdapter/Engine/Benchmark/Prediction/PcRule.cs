namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>Where the successor of an instruction comes from.</summary>
internal enum PcRule
{
    /// <summary>Behind the instruction.</summary>
    Next,

    /// <summary><see cref="InstructionEffects.Target"/>.</summary>
    Direct,

    /// <summary>The target when <see cref="InstructionEffects.Condition"/> holds.</summary>
    Conditional,

    /// <summary>The target when the register is zero (CBZ) or not (CBNZ).</summary>
    CompareZero,

    /// <summary>BX, BLX, MOV pc: the register's value.</summary>
    Register,

    /// <summary>ADD pc: PC and the register's value.</summary>
    AddRegister,

    /// <summary>LDR pc, POP, LDM: a word of memory.</summary>
    Load,

    /// <summary>TBB, TBH: a table behind PC or a register.</summary>
    Table,

    /// <summary>SVC: the SVCall handler.</summary>
    SupervisorCall,

    /// <summary>BKPT: debuggers skip it.</summary>
    Breakpoint,

    /// <summary>No instruction of this core: a fault.</summary>
    Undefined,
}
