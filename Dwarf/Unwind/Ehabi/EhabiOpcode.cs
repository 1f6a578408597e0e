namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>Kinds of unwinding instructions.</summary>
/// <remarks>EHABI32, 10.3, table 4.</remarks>
internal enum EhabiOpcode
{
    /// <summary>Spare or for coprocessors that no Cortex-M has.</summary>
    Unsupported,
    /// <summary>vsp += Operand.</summary>
    AddToVsp,
    /// <summary>The function cannot be unwound.</summary>
    Refuse,
    /// <summary>Pops the core registers of the mask Operand, lowest first.</summary>
    PopCore,
    /// <summary>vsp = register Operand.</summary>
    SetVsp,
    /// <summary>Pops Count D registers from D Operand; Padding bytes follow them.</summary>
    PopDouble,
    /// <summary>Pops a return address authentication code.</summary>
    PopAuthenticationCode,
    /// <summary>vsp is the modifier of the authentication; nothing moves.</summary>
    UseVspAsModifier,
    /// <summary>The end.</summary>
    Finish,
}
