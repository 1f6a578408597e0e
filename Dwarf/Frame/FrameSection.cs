using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>Reads entries of one frame section; CIEs are parsed once.</summary>
internal sealed partial class FrameSection(FrameSectionSource source)
{
    private readonly Dictionary<int, Cie> _cies = [];
    private readonly Lock _ciesLock = new();
    private volatile Cie? _lastCie;                       // most sections have one CIE or long runs of the same

    public SectionReader CreateReader() => new(source.Bytes.Span, source.Section, source.IsBigEndian);

    public bool IsEhFrame => source.Section == SectionId.EhFrame;

    public SectionId Id => source.Section;

    /// <summary>An address of the section's machine: libgcc's starts carry the Thumb bit.</summary>
    public CodeAddress At(ulong address) => CodeAddress.Of(source.Machine, address);

    /// <summary>Reads length and CIE pointer. <paramref name="reader"/> ends behind the entry, <paramref name="content"/> starts behind the pointer.</summary>
    /// <returns>False at the zero terminator that <c>.eh_frame</c> may carry.</returns>
    public bool TryReadHeader(scoped ref SectionReader reader, out SectionReader content, out FrameEntryHeader header)
    {
        int offset = reader.Offset;
        UnitLength length = reader.ReadInitialLength();
        content = reader.ReadSlice(length.SizeInBytes);
        header = default;
        if (length.SizeInBytes == 0)
            return false;
        int pointerOffset = content.Offset;
        // LSB Core, 10.6.1: .eh_frame keeps a 4-byte pointer whatever the format, and counts it back from itself.
        ulong pointer = IsEhFrame ? content.ReadUInt32() : content.ReadOffset(length.Format);
        ulong cieMark = IsEhFrame ? 0 : length.Format == DwarfFormat.Dwarf64 ? ulong.MaxValue : uint.MaxValue;
        bool isCie = pointer == cieMark;
        long cieOffset = isCie ? offset : IsEhFrame ? pointerOffset - (long)pointer : (long)pointer;
        header = new FrameEntryHeader(offset, isCie, cieOffset);
        return true;
    }

    public Fde ReadFde(int offset)
    {
        SectionReader reader = CreateReader();
        reader.Seek(offset);
        if (!TryReadHeader(ref reader, out SectionReader content, out FrameEntryHeader header) || header.IsCie)
            throw reader.Malformed("Not an FDE", offset);
        Cie cie = GetCie(header.CieOffset, offset);
        (ulong start, ulong size) = ReadRange(ref content, cie);
        if (cie.HasAugmentationData)
            content.Skip(content.ReadUleb128());
        int instructions = content.Offset;
        return new Fde(cie, offset, At(start), At(start + size), source.Bytes[instructions..content.End], instructions);
    }

    public (ulong Start, ulong SizeInBytes) ReadRange(ref SectionReader content, Cie cie)
    {
        if (cie.SegmentSelectorSizeInBytes > 0)
            content.Skip((ulong)cie.SegmentSelectorSizeInBytes);
        if (!IsEhFrame)
            return (content.ReadAddress(cie.AddressSizeInBytes), content.ReadAddress(cie.AddressSizeInBytes));
        int place = content.Offset;
        ulong start = EhPointer.Read(ref content, cie.PointerEncoding, cie.AddressSizeInBytes, source.LoadAddress + (ulong)place);
        // The range is a length: the format of the pointer without its base.
        ulong size = EhPointer.Read(ref content, (byte)(cie.PointerEncoding & EhPointer.FormatMask), cie.AddressSizeInBytes, 0);
        return (start, size);
    }

    public Cie GetCie(long offset, int referringEntry)
    {
        if (_lastCie is { } last && last.Offset == offset)
            return last;
        SectionReader reader = CreateReader();
        if (offset < 0 || offset >= reader.End)
            throw reader.Malformed($"CIE pointer 0x{offset:x} leaves the section", referringEntry);
        lock (_ciesLock)
        {
            if (!_cies.TryGetValue((int)offset, out Cie? cie))
                _cies[(int)offset] = cie = ReadCie((int)offset);
            return _lastCie = cie;
        }
    }
}
