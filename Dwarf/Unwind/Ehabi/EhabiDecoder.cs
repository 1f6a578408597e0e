using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>Decodes the unwinding instructions of one table entry.</summary>
/// <remarks>EHABI32, 10.3, table 4.</remarks>
internal static class EhabiDecoder
{
    private const int FstmxPadding = 4;
    private const int FirstSavedDouble = 8;

    /// <summary>All instructions in order; the last may be cut off and is then left out.</summary>
    public static List<EhabiInstruction> Decode(ReadOnlySpan<byte> bytes)
    {
        var instructions = new List<EhabiInstruction>();
        for (int at = 0; at < bytes.Length;)
        {
            if (!TryDecodeOne(bytes, ref at, out EhabiInstruction instruction))
                break;
            instructions.Add(instruction);
        }
        return instructions;
    }

    private static bool TryDecodeOne(ReadOnlySpan<byte> bytes, ref int at, out EhabiInstruction instruction)
    {
        byte first = bytes[at++];
        instruction = DecodeShort(first);
        if (instruction.Opcode != EhabiOpcode.Unsupported || !HasOperand(first))
            return true;
        if (at >= bytes.Length)
            return false;
        if (first == 0xb2)
        {
            if (!Leb128.TryReadUnsigned(bytes[at..], out ulong value, out int size) || value > uint.MaxValue)
                return false;
            at += size;
            instruction = new(EhabiOpcode.AddToVsp, 0x204 + ((long)value << 2));
            return true;
        }
        instruction = DecodeLong(first, bytes[at++]);
        return true;
    }

    private static bool HasOperand(byte first) => first is (>= 0x80 and <= 0x8f) or 0xb1 or 0xb2 or 0xb3 or (>= 0xc6 and <= 0xc9);

    private static EhabiInstruction DecodeShort(byte b) => b switch
    {
        <= 0x3f => new(EhabiOpcode.AddToVsp, (b << 2) + 4),
        <= 0x7f => new(EhabiOpcode.AddToVsp, -(((b & 0x3f) << 2) + 4)),
        0x9d or 0x9f => default,
        >= 0x90 and <= 0x9f => new(EhabiOpcode.SetVsp, b & 15),
        >= 0xa0 and <= 0xaf => new(EhabiOpcode.PopCore, ((2 << (b & 7)) - 1) << 4 | ((b & 8) != 0 ? 1 << (int)CoreRegister.Lr : 0)),
        0xb0 => new(EhabiOpcode.Finish),
        0xb4 => new(EhabiOpcode.PopAuthenticationCode),
        0xb5 => new(EhabiOpcode.UseVspAsModifier),
        >= 0xb8 and <= 0xbf => new(EhabiOpcode.PopDouble, FirstSavedDouble, (b & 7) + 1, FstmxPadding),
        >= 0xd0 and <= 0xd7 => new(EhabiOpcode.PopDouble, FirstSavedDouble, (b & 7) + 1),
        _ => default,
    };

    private static EhabiInstruction DecodeLong(byte first, byte second)
    {
        int start = second >> 4, count = (second & 15) + 1;
        return first switch
        {
            0x80 when second == 0 => new(EhabiOpcode.Refuse),
            <= 0x8f => new(EhabiOpcode.PopCore, ((first & 15) << 8 | second) << 4),
            0xb1 when second is > 0 and < 0x10 => new(EhabiOpcode.PopCore, second),
            0xb3 => new(EhabiOpcode.PopDouble, start, count, FstmxPadding),
            0xc8 => new(EhabiOpcode.PopDouble, 16 + start, count),
            0xc9 => new(EhabiOpcode.PopDouble, start, count),
            _ => default,
        };
    }
}
