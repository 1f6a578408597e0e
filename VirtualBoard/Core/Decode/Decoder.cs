namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Thumb instruction set encoding, top level (A5.1).</summary>
internal static class Decoder
{
    /// <summary>True when the halfword starts a 32-bit instruction: 0b11101, 0b11110, 0b11111.</summary>
    public static bool IsWide(ushort first) => first >= 0xE800;

    /// <summary>Never null: what is not allocated decodes to an instruction that raises the UsageFault.</summary>
    public static Instruction Decode(uint address, ushort first, ushort second) =>
        IsWide(first) ? DecodeWide(new Encoding(address, ((uint)first << 16) | second, 4)) : DecodeNarrow(new Encoding(address, first, 2));

    private static Instruction DecodeNarrow(Encoding e) => e.Field(15, 11) switch
    {
        0 or 1 or 2 => NarrowArithmetic.ShiftImmediate(e),
        3 => NarrowArithmetic.AddSubtract(e),
        4 or 5 or 6 or 7 => NarrowArithmetic.Immediate8(e),
        8 => e.Bit(10) ? NarrowData.HighRegisters(e) : NarrowData.DataProcessing(e),
        9 => NarrowLoadStore.Literal(e),
        10 or 11 => NarrowLoadStore.RegisterOffset(e),
        >= 12 and <= 17 => NarrowLoadStore.ImmediateOffset(e),
        18 or 19 => NarrowLoadStore.StackRelative(e),
        20 or 21 => NarrowArithmetic.AddressOf(e),
        22 or 23 => NarrowMiscellaneous.Decode(e),
        24 or 25 => NarrowLoadStore.Multiple(e),
        26 or 27 => NarrowBranch.Conditional(e),
        _ => NarrowBranch.Unconditional(e),
    };

    private static Instruction DecodeWide(Encoding e) => e.Field(28, 25) switch
    {
        0b0100 => e.Bit(22) ? WideDualExclusive.Decode(e) : WideLoadStoreMultiple.Decode(e),
        0b0101 => WideDataProcessing.ShiftedRegister(e),
        0b1000 or 0b1010 when !e.Bit(15) => WideDataProcessing.ModifiedImmediate(e),
        0b1001 or 0b1011 when !e.Bit(15) => WidePlainImmediate.Decode(e),
        0b1000 or 0b1001 or 0b1010 or 0b1011 => WideBranch.Decode(e),
        0b1100 => e.Bit(20) ? WideLoadStoreSingle.Load(e) : e.Bit(24) ? e.Undefined() : WideLoadStoreSingle.Store(e),
        0b1101 => !e.Bit(24) ? WideRegister.Decode(e) : e.Bit(23) ? WideLongMultiply.Decode(e) : WideMultiply.Decode(e),
        _ => Coprocessor.Decode(e),
    };
}
