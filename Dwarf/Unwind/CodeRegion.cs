namespace RspDebug.Dwarf.Unwind;

/// <summary>Which part of its function an instruction belongs to, by what it does to the stack.</summary>
public enum CodeRegion
{
    /// <summary>The function or its code is not known.</summary>
    Unknown,
    /// <summary>The frame is being set up: instructions that make room, save registers or set the frame pointer follow.</summary>
    Prologue,
    /// <summary>The frame stands.</summary>
    Body,
    /// <summary>Only instructions that take the frame down and return follow.</summary>
    Epilogue,
}
