using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Data processing on registers (A5.3.12), parallel arithmetic (A5.3.13, A5.3.14), miscellaneous (A5.3.15).</summary>
internal static class WideRegister
{
    public static Instruction Decode(Encoding e)
    {
        if (e.Field(15, 12) != 15) return e.Undefined();
        if (!e.Bit(23)) return e.Bit(7) ? Extend(e) : e.Field(6, 4) == 0 ? Shift(e) : e.Undefined();
        if (!e.Bit(7)) return Parallel(e);
        return e.Bit(22) || e.Bit(6) ? e.Undefined() : Miscellaneous(e);
    }

    private static Instruction Fill(Encoding e, Instruction i)
    {
        i.Rd = e.Register(8);
        i.Rn = e.Register(16);
        i.Rm = e.Register(0);
        return i;
    }

    private static Instruction Shift(Encoding e)
    {
        ShiftKind kind = (ShiftKind)e.Field(22, 21);
        string name = kind switch
        {
            ShiftKind.Lsl => "LSL (register)",
            ShiftKind.Lsr => "LSR (register)",
            ShiftKind.Asr => "ASR (register)",
            _ => "ROR (register)",
        };
        Instruction i = e.Make(name, DataProcessing.Select<AluOperations.Move>(OperandForm.RegisterShiftedRegister, e.Bit(20)));
        i.Rd = e.Register(8);
        i.Rm = e.Register(16);
        i.Ra = e.Register(0);
        i.Shift = kind;
        return i;
    }

    private static Instruction Extend(Encoding e)
    {
        bool plain = e.Register(16) == 15;
        (string Name, Operation Execute)? choice = (e.Field(22, 20), plain) switch
        {
            (0, true) => ("SXTH", ExtendOperations.SignedHalfword),
            (0, false) => ("SXTAH", ExtendOperations.AddSignedHalfword),
            (1, true) => ("UXTH", ExtendOperations.UnsignedHalfword),
            (1, false) => ("UXTAH", ExtendOperations.AddUnsignedHalfword),
            (2, true) => ("SXTB16", ExtendOperations.SignedByte16),
            (2, false) => ("SXTAB16", ExtendOperations.AddSignedByte16),
            (3, true) => ("UXTB16", ExtendOperations.UnsignedByte16),
            (3, false) => ("UXTAB16", ExtendOperations.AddUnsignedByte16),
            (4, true) => ("SXTB", ExtendOperations.SignedByte),
            (4, false) => ("SXTAB", ExtendOperations.AddSignedByte),
            (5, true) => ("UXTB", ExtendOperations.UnsignedByte),
            (5, false) => ("UXTAB", ExtendOperations.AddUnsignedByte),
            _ => null,
        };
        if (choice is not { } found) return e.Undefined();
        Instruction i = Fill(e, e.Make(found.Name, found.Execute));
        i.Amount = (byte)(8 * e.Field(5, 4));
        return i;
    }

    private static Instruction Parallel(Encoding e)
    {
        int shape = e.Field(22, 20);
        (string Prefix, Operation? Execute) = e.Field(6, 4) switch
        {
            0 => ("S", ParallelOperations.Select<LaneOperations.Signed>(shape)),
            1 => ("Q", ParallelOperations.Select<LaneOperations.SignedSaturating>(shape)),
            2 => ("SH", ParallelOperations.Select<LaneOperations.SignedHalving>(shape)),
            4 => ("U", ParallelOperations.Select<LaneOperations.Unsigned>(shape)),
            5 => ("UQ", ParallelOperations.Select<LaneOperations.UnsignedSaturating>(shape)),
            6 => ("UH", ParallelOperations.Select<LaneOperations.UnsignedHalving>(shape)),
            _ => ("", null),
        };
        if (Execute is null) return e.Undefined();
        string suffix = shape switch { 0 => "ADD8", 1 => "ADD16", 2 => "ASX", 4 => "SUB8", 5 => "SUB16", _ => "SAX" };
        return Fill(e, e.Make(Prefix + suffix, Execute));
    }

    private static Instruction Miscellaneous(Encoding e)
    {
        (string Name, Operation Execute)? choice = (e.Field(21, 20), e.Field(5, 4)) switch
        {
            (0, 0) => ("QADD", SaturateOperations.Add),
            (0, 1) => ("QDADD", SaturateOperations.DoubleAdd),
            (0, 2) => ("QSUB", SaturateOperations.Subtract),
            (0, 3) => ("QDSUB", SaturateOperations.DoubleSubtract),
            (1, 0) => ("REV", BitFieldOperations.ReverseBytes),
            (1, 1) => ("REV16", BitFieldOperations.ReverseBytesInHalfwords),
            (1, 2) => ("RBIT", BitFieldOperations.ReverseBits),
            (1, 3) => ("REVSH", BitFieldOperations.ReverseBytesSigned),
            (2, 0) => ("SEL", ParallelOperations.SelectBytes),
            (3, 0) => ("CLZ", BitFieldOperations.CountLeadingZeros),
            _ => null,
        };
        return choice is { } found ? Fill(e, e.Make(found.Name, found.Execute)) : e.Undefined();
    }
}
