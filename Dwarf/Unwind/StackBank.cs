namespace RspDebug.Dwarf.Unwind;

/// <summary>Which of the two stacks a frame lies on.</summary>
public enum StackBank
{
    /// <summary>The server gives neither CONTROL nor the banked stack pointers.</summary>
    Unknown,
    /// <summary>MSP: handlers, and threads without an operating system.</summary>
    Main,
    /// <summary>PSP: threads of an operating system.</summary>
    Process,
}
