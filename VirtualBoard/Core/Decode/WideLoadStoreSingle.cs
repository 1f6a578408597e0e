using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Store single data item (A5.3.10), load word, halfword, byte and memory hints (A5.3.7 to A5.3.9).</summary>
internal static class WideLoadStoreSingle
{
    public static Instruction Store(Encoding e)
    {
        if (e.Register(16) == 15) return e.Undefined();
        return e.Field(22, 21) switch
        {
            0 => Store<Transfers.Byte>(e, "STRB"),
            1 => Store<Transfers.Halfword>(e, "STRH"),
            2 => Store<Transfers.Word>(e, "STR"),
            _ => e.Undefined(),
        };
    }

    public static Instruction Load(Encoding e) => (e.Field(22, 21), e.Bit(24)) switch
    {
        (0, false) => Load<Transfers.Byte>(e, "LDRB"),
        (0, true) => Load<Transfers.SignedByte>(e, "LDRSB"),
        (1, false) => Load<Transfers.Halfword>(e, "LDRH"),
        (1, true) => Load<Transfers.SignedHalfword>(e, "LDRSH"),
        (2, false) => Load<Transfers.Word>(e, "LDR"),
        _ => e.Undefined(),
    };

    private static Instruction Store<TTransfer>(Encoding e, string mnemonic)
        where TTransfer : struct, ITransfer
    {
        if (Form(e) is not { } form) return e.Undefined();
        if (form == AddressingForm.Literal)
            return Fill(e, e.Make(mnemonic + "T", LoadStore.StoreUnprivileged<TTransfer>, Cycle.Store), AddressingForm.Offset);
        return Fill(e, e.Make(mnemonic + Suffix(form), LoadStore.SelectStore<TTransfer>(form), Cycle.Store), form);
    }

    private static Instruction Load<TTransfer>(Encoding e, string mnemonic)
        where TTransfer : struct, ITransfer
    {
        bool word = e.Field(22, 21) == 2, toPc = e.Register(12) == 15;
        if (e.Register(16) == 15)
        {
            if (toPc && !word) return e.Make(e.Bit(24) ? "PLI" : "PLD", SystemOperations.Nop);
            Instruction literal = e.Make(mnemonic + " (literal)",
                toPc ? LoadStore.SelectLoadPc(AddressingForm.Literal) : LoadStore.SelectLoad<TTransfer>(AddressingForm.Literal), Cycle.Load);
            literal.Rd = e.Register(12);
            literal.Immediate = e.Bit(23) ? e.AlignedPc + (uint)e.Field(11, 0) : e.AlignedPc - (uint)e.Field(11, 0);
            return literal;
        }

        if (Form(e) is not { } form) return e.Undefined();
        bool unprivileged = form == AddressingForm.Literal;
        if (toPc && !word && (form is AddressingForm.Offset or AddressingForm.RegisterOffset))
            return e.Make(e.Bit(24) ? "PLI" : "PLD", SystemOperations.Nop);
        if (unprivileged) return Fill(e, e.Make(mnemonic + "T", LoadStore.LoadUnprivileged<TTransfer>, Cycle.Load), AddressingForm.Offset);
        Operation execute = toPc ? LoadStore.SelectLoadPc(form) : LoadStore.SelectLoad<TTransfer>(form);
        return Fill(e, e.Make(mnemonic + Suffix(form), execute, Cycle.Load), form);
    }

    private static string Suffix(AddressingForm form) => form == AddressingForm.RegisterOffset ? " (register)" : " (immediate)";

    /// <summary>The addressing form; Literal stands for the unprivileged encodings, null for what is not allocated.</summary>
    private static AddressingForm? Form(Encoding e)
    {
        if (e.Bit(23)) return AddressingForm.Offset;
        if (!e.Bit(11)) return e.Field(10, 6) == 0 ? AddressingForm.RegisterOffset : null;
        return (e.Bit(10), e.Bit(9), e.Bit(8)) switch
        {
            (true, true, false) => AddressingForm.Literal,
            (true, false, false) => AddressingForm.Offset,
            (true, _, true) => AddressingForm.PreIndexed,
            (false, _, true) => AddressingForm.PostIndexed,
            _ => null,
        };
    }

    private static Instruction Fill(Encoding e, Instruction i, AddressingForm form)
    {
        i.Rn = e.Register(16);
        i.Rd = e.Register(12);
        if (form == AddressingForm.RegisterOffset)
        {
            i.Rm = e.Register(0);
            i.Amount = (byte)e.Field(5, 4);
        }
        else if (e.Bit(23)) i.Immediate = (uint)e.Field(11, 0);
        else i.Immediate = e.Bit(9) ? (uint)e.Field(7, 0) : 0 - (uint)e.Field(7, 0);
        return i;
    }
}
