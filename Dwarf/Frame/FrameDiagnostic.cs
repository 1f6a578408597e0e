using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>An entry that was left out of the index, and why; the rest of the section is used.</summary>
/// <param name="Section"><c>.debug_frame</c> or <c>.eh_frame</c>.</param>
/// <param name="Offset">Of the entry.</param>
/// <param name="Text">What was wrong.</param>
public readonly record struct FrameDiagnostic(SectionId Section, int Offset, string Text);
