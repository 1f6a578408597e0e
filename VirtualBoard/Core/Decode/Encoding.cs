namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>The bits of one instruction: a narrow one in bits 15..0, a wide one with its first halfword in bits 31..16.</summary>
internal readonly record struct Encoding(uint Address, uint Bits, byte SizeInBytes)
{
    /// <summary>What reading PC gives, word-aligned: the base of literals and ADR.</summary>
    public uint AlignedPc => (Address + 4) & ~3u;

    public int Field(int high, int low) => (int)((Bits >> low) & (uint.MaxValue >> (31 - high + low)));

    public byte Register(int low) => (byte)((Bits >> low) & 15);

    public byte LowRegister(int low) => (byte)((Bits >> low) & 7);

    public bool Bit(int number) => ((Bits >> number) & 1) != 0;

    /// <summary>An instruction with no operand filled in yet.</summary>
    public Instruction Make(string name, Operation execute, int cycles = 1) => new()
    {
        Name = name,
        Execute = execute,
        Address = Address,
        SizeInBytes = SizeInBytes,
        Cycles = (byte)cycles,
    };

    public Instruction Undefined() => Make("UDF", Execute.SystemOperations.Undefined);

    /// <summary>imm5 with its type field (A7.4.2, DecodeImmShift): ROR #0 is RRX, LSR and ASR #0 mean 32.</summary>
    public static (ShiftKind Kind, byte Amount) ImmediateShift(int type, int distance) => type switch
    {
        0 => (ShiftKind.Lsl, (byte)distance),
        1 => (ShiftKind.Lsr, (byte)(distance == 0 ? 32 : distance)),
        2 => (ShiftKind.Asr, (byte)(distance == 0 ? 32 : distance)),
        _ => distance == 0 ? (ShiftKind.Rrx, (byte)1) : (ShiftKind.Ror, (byte)distance),
    };
}
