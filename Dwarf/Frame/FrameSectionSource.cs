using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>The bytes of one frame section and what is needed to read them.</summary>
/// <param name="Bytes">The section, decompressed.</param>
/// <param name="Section"><see cref="SectionId.DebugFrame"/> or <see cref="SectionId.EhFrame"/>.</param>
/// <param name="LoadAddress">Where the section lies in the target; pointers of <c>.eh_frame</c> are relative to themselves.</param>
/// <param name="AddressSizeInBytes">For CIEs that do not say it (before version 4).</param>
/// <param name="IsBigEndian">Byte order of the file.</param>
/// <param name="Machine">Tells whether bit 0 is a part of code addresses.</param>
public readonly record struct FrameSectionSource(
    ReadOnlyMemory<byte> Bytes, SectionId Section, ulong LoadAddress = 0, int AddressSizeInBytes = 4, bool IsBigEndian = false, ElfMachine Machine = ElfMachine.Arm);
