using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>A part of the debug information that was left out because its bytes are wrong; the rest stays usable.</summary>
/// <param name="Message">What, where, how to fix it.</param>
/// <param name="Section">Section that holds the wrong byte; <see cref="SectionId.ElfFile"/> when the section could not be fetched.</param>
/// <param name="Offset">Offset in that section.</param>
public sealed record DwarfDiagnostic(string Message, SectionId Section, long Offset);
