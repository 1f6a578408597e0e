using System.Collections.Immutable;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Reads objects from lent memory as one computation sees it: with its own writes applied, although nothing has been written yet.</summary>
/// <param name="memory">Lent memory; it remembers what it could not give.</param>
/// <param name="isBigEndian">Byte order of the target's data. Numbers of this program, in constants and registers, are little-endian whatever it is.</param>
public sealed class TargetView(ITargetMemory memory, bool isBigEndian = false)
{
    /// <summary>Largest object that is read in one piece; larger ones are shown part by part.</summary>
    public const int MaxObjectSizeInBytes = 0x10000;

    private readonly List<ValueWrite> _writes = [];

    /// <summary>The target's numbers begin with their most significant byte.</summary>
    public bool IsBigEndian => isBigEndian;

    /// <summary>Everything the computation wants written, in order.</summary>
    public ImmutableArray<ValueWrite> Writes => [.. _writes];

    /// <summary>The same contents; what is written to the copy does not reach this view.</summary>
    public TargetView Discarding()
    {
        var copy = new TargetView(memory, isBigEndian);
        copy._writes.AddRange(_writes);
        return copy;
    }

    /// <summary>Adds a write, which later reads of this view see.</summary>
    public void Add(ValueWrite write) => _writes.Add(write);

    /// <summary>Reads the first bytes of an object.</summary>
    /// <param name="location">Where it lives.</param>
    /// <param name="sizeInBytes">How many bytes; 0 gives an empty result.</param>
    public ValueContents Read(ValueLocation location, int sizeInBytes)
    {
        if (sizeInBytes is < 0 or > MaxObjectSizeInBytes)
            return new ValueContents.Unavailable($"an object of {sizeInBytes} bytes is too large to read in one piece");
        return location switch
        {
            ValueLocation.Memory at => ReadMemory(at.Address, sizeInBytes),
            ValueLocation.Constant constant => constant.Bytes.Length >= sizeInBytes
                ? new ValueContents.Available(constant.Bytes.AsMemory()[..sizeInBytes])
                : new ValueContents.Unavailable("the value is shorter than its type"),
            ValueLocation.Split split => ReadParts(split.Parts, sizeInBytes),
            ValueLocation.OptimizedOut => ValueContents.OptimizedOut.Instance,
            ValueLocation.Unavailable unavailable => new ValueContents.Unavailable(unavailable.Reason),
            _ => ValueContents.Pending.Instance,
        };
    }

    /// <summary>Reads a number, pointer or character, least significant byte first.</summary>
    /// <param name="location">Where it lives.</param>
    /// <param name="sizeInBytes">Its size.</param>
    public ValueContents ReadNumber(ValueLocation location, int sizeInBytes) => ReadNumbers(location, sizeInBytes, sizeInBytes);

    /// <summary>Reads numbers of one size that lie behind each other, each with its least significant byte first.</summary>
    /// <param name="location">Where the first one lives.</param>
    /// <param name="sizeInBytes">Size of all.</param>
    /// <param name="unitSizeInBytes">Size of one.</param>
    public ValueContents ReadNumbers(ValueLocation location, int sizeInBytes, int unitSizeInBytes)
    {
        ValueContents contents = Read(location, sizeInBytes);
        if (!isBigEndian || location is not ValueLocation.Memory || contents is not ValueContents.Available available) return contents;
        byte[] bytes = available.Bytes.ToArray();
        ReverseEach(bytes, unitSizeInBytes);
        return new ValueContents.Available(bytes);
    }

    /// <summary>Turns numbers that lie behind each other from one byte order into the other.</summary>
    internal static void ReverseEach(Span<byte> bytes, int unitSizeInBytes)
    {
        if (unitSizeInBytes < 2) return;
        for (; bytes.Length >= unitSizeInBytes; bytes = bytes[unitSizeInBytes..]) bytes[..unitSizeInBytes].Reverse();
    }

    /// <summary>The bits of a bit-field as a number.</summary>
    /// <param name="bytes">As <see cref="Read"/> gives them.</param>
    /// <param name="range">On a big-endian target counted from the most significant bit of the first byte (DWARF 5, 5.7.6).</param>
    internal ulong Extract(ReadOnlySpan<byte> bytes, BitRange range)
    {
        if (!isBigEndian) return BitCopy.Extract(bytes, range);
        ulong value = 0;
        for (int i = range.OffsetInBits; i < range.OffsetInBits + range.SizeInBits; i++) value = (value << 1) | (((uint)bytes[i / 8] >> (7 - (i % 8))) & 1);
        return value;
    }

    /// <summary>Asks for a whole range at once, so that the reads of its parts that follow cost no further access.</summary>
    public void Touch(ValueLocation location, long sizeInBytes)
    {
        if (location is ValueLocation.Memory at && sizeInBytes is > 0 and <= MaxObjectSizeInBytes)
            memory.TryRead(at.Address, new byte[sizeInBytes]);
    }

    private ValueContents ReadMemory(TargetAddress address, int sizeInBytes)
    {
        var bytes = new byte[sizeInBytes];
        switch (sizeInBytes == 0 ? MemoryStatus.Available : memory.TryRead(address, bytes))
        {
            case MemoryStatus.Missing: return ValueContents.Pending.Instance;
            case MemoryStatus.Unreadable: return new ValueContents.Unavailable($"cannot read {sizeInBytes} bytes at {address}");
        }

        foreach (ValueWrite.Memory write in _writes.OfType<ValueWrite.Memory>())
        {
            long first = unchecked((long)(write.Address.Value - address.Value));
            for (int i = 0; i < write.Bytes.Length; i++)
                if (first + i >= 0 && first + i < sizeInBytes) bytes[first + i] = write.Bytes[i];
        }

        return new ValueContents.Available(bytes);
    }

    private ValueContents ReadParts(ImmutableArray<ValuePart> parts, int sizeInBytes)
    {
        var bytes = new byte[sizeInBytes];
        long at = 0;
        foreach (ValuePart part in parts)
        {
            ValueContents source = ReadSource(part.Source, (part.OffsetInBits + part.SizeInBits + 7) / 8);
            if (source is not ValueContents.Available available) return source;
            int wanted = (int)Math.Min(part.SizeInBits, (sizeInBytes * 8L) - at);
            if (wanted > 0) BitCopy.Copy(available.Bytes.Span, part.OffsetInBits, bytes, (int)at, wanted);
            at += part.SizeInBits;
        }

        // The last byte of a bit-field may be used in part.
        return at <= (sizeInBytes - 1) * 8L
            ? new ValueContents.Unavailable("its location describes fewer bits than its type has")
            : new ValueContents.Available(bytes);
    }

    private ValueContents ReadSource(PartSource source, int sizeInBytes) => source switch
    {
        PartSource.Memory at => ReadMemory(at.Address, sizeInBytes),
        PartSource.Register register => ReadRegister(register, sizeInBytes),
        PartSource.Constant constant when constant.Bytes.Length >= sizeInBytes => new ValueContents.Available(constant.Bytes.AsMemory()),
        PartSource.Constant => new ValueContents.Unavailable("the value is shorter than its type"),
        PartSource.Absent { Reason: { } reason } => new ValueContents.Unavailable(reason),
        _ => ValueContents.OptimizedOut.Instance,
    };

    /// <summary>A register's content after this computation's writes.</summary>
    internal ImmutableArray<byte> CurrentBytes(PartSource.Register register) =>
        _writes.OfType<ValueWrite.Register>().LastOrDefault(w => w.Name == register.Name)?.Bytes ?? register.Bytes;

    private ValueContents ReadRegister(PartSource.Register register, int sizeInBytes)
    {
        ImmutableArray<byte> bytes = CurrentBytes(register);
        return bytes.Length >= sizeInBytes
            ? new ValueContents.Available(bytes.AsMemory())
            : new ValueContents.Unavailable($"register {register.Name} has only {bytes.Length * 8} bits");
    }
}
