using System.Text;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <content>CIE headers of all versions and augmentations.</content>
internal sealed partial class FrameSection
{
    // Written by Arm's own compiler; it adds no data.
    private const string ArmCompilerAugmentation = "armcc+";

    private Cie ReadCie(int offset)
    {
        SectionReader reader = CreateReader();
        reader.Seek(offset);
        if (!TryReadHeader(ref reader, out SectionReader content, out FrameEntryHeader header) || !header.IsCie)
            throw reader.Malformed("Not a CIE", offset);
        int version = content.ReadByte();
        if (version is not (1 or 3 or 4))
            throw content.Malformed($"CIE version {version} is not known", content.Offset - 1, "Report the compiler and its version");
        string augmentation = Encoding.ASCII.GetString(content.ReadCString());
        int addressSize = source.AddressSizeInBytes, segmentSize = 0;
        // GCC 2 put a pointer here for augmentation "eh".
        if (augmentation == "eh")
            content.ReadAddress(addressSize);
        if (version == 4)
        {
            addressSize = content.ReadByte();
            segmentSize = content.ReadByte();
        }
        ulong codeAlignment = content.ReadUleb128();
        long dataAlignment = content.ReadSleb128();
        int returnRegister = version == 1 ? content.ReadByte() : content.ReadUleb128AsInt32();
        (bool hasData, byte encoding, bool isSignal) = ReadAugmentation(ref content, augmentation, addressSize);
        return new Cie
        {
            Offset = offset,
            Section = source.Section,
            Version = version,
            Augmentation = augmentation,
            AddressSizeInBytes = addressSize,
            SegmentSelectorSizeInBytes = segmentSize,
            CodeAlignmentFactor = codeAlignment,
            DataAlignmentFactor = dataAlignment,
            ReturnAddressRegister = returnRegister,
            IsBigEndian = source.IsBigEndian,
            HasAugmentationData = hasData,
            PointerEncoding = encoding,
            IsSignalFrame = isSignal,
            InstructionsOffset = content.Offset,
            InitialInstructions = source.Bytes[content.Offset..content.End],
        };
    }

    private static (bool HasData, byte Encoding, bool IsSignal) ReadAugmentation(ref SectionReader content, string augmentation, int addressSize)
    {
        if (augmentation is "" or "eh" or ArmCompilerAugmentation)
            return (false, EhPointer.Absolute, false);
        if (augmentation[0] != 'z')
            throw content.Malformed($"CIE augmentation \"{augmentation}\" is not known", content.Offset, "Report the compiler and its version");
        SectionReader data = content.ReadSlice(content.ReadUleb128AsInt32());
        byte encoding = EhPointer.Absolute;
        bool isSignal = false;
        foreach (char letter in augmentation.AsSpan(1))
        {
            switch (letter)
            {
                case 'R': encoding = data.ReadByte(); break;
                case 'L': data.ReadByte(); break;
                case 'P': EhPointer.Skip(ref data, addressSize); break;
                case 'S': isSignal = true; break;
                default: return (true, encoding, isSignal);   // 'z' told the size, so what follows may stay unknown
            }
        }
        return (true, encoding, isSignal);
    }
}
