namespace RspDebug.DebugAdapter.Engine.Audit.Code;

/// <summary>What stands at an address.</summary>
internal enum CodePlaceKind : byte
{
    /// <summary>No executable section with contents.</summary>
    NotCode,

    /// <summary>Code by its section, but nothing says where its instructions start.</summary>
    Unknown,

    /// <summary>A literal pool, a jump table, other data.</summary>
    Data,

    /// <summary>The first halfword of an instruction.</summary>
    Instruction,

    /// <summary>The second halfword of an instruction.</summary>
    InsideInstruction,
}
