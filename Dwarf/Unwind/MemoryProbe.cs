using System.Buffers.Binary;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Reads memory for one unwind step and keeps the first failure as the step's result.</summary>
internal sealed class MemoryProbe(ITargetMemory memory, ICodeMap code, bool isBigEndian)
{
    public UnwindResult? Failure { get; private set; }

    public bool TryRead(ulong address, Span<byte> destination)
    {
        MemoryStatus status = Read(address, destination);
        if (status == MemoryStatus.Unreadable)
            Failure ??= new UnwindResult.Unavailable($"Memory at 0x{address:x8} cannot be read");
        return status == MemoryStatus.Available;
    }

    /// <summary>As <see cref="TryRead"/>, but unreadable memory is an answer, not a failure; missing memory is.</summary>
    public MemoryStatus Read(ulong address, Span<byte> destination)
    {
        if (address > uint.MaxValue || (ulong)destination.Length > uint.MaxValue - address + 1)
            return MemoryStatus.Unreadable;
        MemoryStatus status = memory.TryRead(new TargetAddress(address), destination);
        if (status == MemoryStatus.Missing)
            Failure ??= new UnwindResult.NeedsMemory(new TargetAddress(address), destination.Length);
        return status;
    }

    /// <summary>Notes memory that something else found missing.</summary>
    public void Require(TargetAddress address, int sizeInBytes) => Failure ??= new UnwindResult.NeedsMemory(address, sizeInBytes);

    public bool TryReadWord(ulong address, out uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        value = TryRead(address, bytes) ? Word(bytes) : 0;
        return Failure is null;
    }

    /// <summary>Instructions: from the image, which needs no packet, else from the target.</summary>
    public bool TryReadCode(CodeAddress address, Span<byte> destination) => TryReadCode(address, destination, out _);

    public bool TryReadCode(CodeAddress address, Span<byte> destination, out bool isFromImage)
    {
        isFromImage = code.TryRead(new TargetAddress(address.Value), destination);
        return isFromImage || Read(address.Value, destination) == MemoryStatus.Available;
    }

    /// <summary>The halfwords of one instruction; the second is 0 where the first is the last of its memory.</summary>
    public bool TryReadInstruction(CodeAddress address, out int first, out int second)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes.Clear();
        bool isInImage = code.TryRead(new TargetAddress(address.Value), bytes) || code.TryRead(new TargetAddress(address.Value), bytes[..2]);
        bool isRead = isInImage || Read(address.Value, bytes) == MemoryStatus.Available || (Failure is null && Read(address.Value, bytes[..2]) == MemoryStatus.Available);
        first = bytes[0] | bytes[1] << 8;
        second = bytes[2] | bytes[3] << 8;
        return isRead;
    }

    public uint Word(ReadOnlySpan<byte> bytes) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
