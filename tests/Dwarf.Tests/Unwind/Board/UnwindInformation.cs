namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>What of an image's unwind information is used.</summary>
internal enum UnwindInformation
{
    /// <summary>All there is.</summary>
    All,

    /// <summary><c>.debug_frame</c> removed; <c>.ARM.exidx</c> where the image has it.</summary>
    WithoutFrames,

    /// <summary>Symbols and instructions alone.</summary>
    Code,
}
