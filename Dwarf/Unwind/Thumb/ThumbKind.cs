namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>What an instruction does to the stack, to known values and to the flow of control; all else is one of the last two.</summary>
internal enum ThumbKind
{
    /// <summary>Changes nothing that unwinding follows.</summary>
    None,
    /// <summary>Writes the registers of <see cref="ThumbInstruction.Mask"/> with values that are not followed.</summary>
    Clobber,
    /// <summary>Rd = Rn + Immediate; a register move has Immediate 0.</summary>
    AddImmediate,
    /// <summary>Rd = Rn + Rm.</summary>
    AddRegister,
    /// <summary>Rd = Rn - Rm.</summary>
    SubtractRegister,
    /// <summary>Rd = Immediate.</summary>
    LoadConstant,
    /// <summary>Upper half of Rd = Immediate.</summary>
    MoveTop,
    /// <summary>Rd = word at the address Immediate.</summary>
    LoadLiteral,
    /// <summary>Stores the registers of Mask below Rn and moves Rn down: PUSH, STMDB with write-back.</summary>
    StoreMultipleDown,
    /// <summary>Loads the registers of Mask from Rn upward and moves Rn up: POP, LDMIA with write-back.</summary>
    LoadMultipleUp,
    /// <summary>Stores Count words of S registers from S Rd below Rn and moves Rn down: VPUSH.</summary>
    StoreSinglesDown,
    /// <summary>Loads Count words of S registers from S Rd and moves Rn up: VPOP.</summary>
    LoadSinglesUp,
    /// <summary>Stores Rd, and Rm when Count is 2, at Rn + Immediate (or at Rn when post-indexed).</summary>
    Store,
    /// <summary>Loads Rd, and Rm when Count is 2.</summary>
    Load,
    /// <summary>B to Target.</summary>
    Branch,
    /// <summary>B with condition, CBZ, CBNZ: to Target or on.</summary>
    ConditionalBranch,
    /// <summary>BL to Target, BLX register (Target 0).</summary>
    Call,
    /// <summary>BX Rm, or MOV PC, LR.</summary>
    BranchRegister,
    /// <summary>TBB (Count 1) and TBH (Count 2) with the table at Rn.</summary>
    TableBranch,
    /// <summary>A jump to a computed address: LDR PC with a register index, whose table of addresses is at Rn, or with a literal (Target); MOV PC from a register.</summary>
    LoadPc,
    /// <summary>IT: the next Count instructions are conditional.</summary>
    IfThen,
    /// <summary>Moves SP by the special register Immediate: MSR MSP, MSR CONTROL.</summary>
    WriteSpecial,
    /// <summary>Never completes: UDF.</summary>
    Trap,
}
