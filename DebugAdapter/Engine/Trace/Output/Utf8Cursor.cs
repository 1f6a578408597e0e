using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Writes one short item into the reserved space of <see cref="Utf8Lines"/>, without a check per part.</summary>
/// <remarks>A packet's line is at most 160 bytes; this is what makes tens of millions of them a second possible.</remarks>
internal ref struct Utf8Cursor
{
    /// <summary>Bytes that one item may have.</summary>
    public const int LongestItem = 256;

    private static readonly ushort[] Pairs = MakePairs();
    private readonly ref byte _start;
    private int _count;

    /// <summary>Writes from the end of what is in use.</summary>
    /// <param name="start">First byte of the buffer.</param>
    /// <param name="count">Bytes in use; <see cref="LongestItem"/> more are free.</param>
    public Utf8Cursor(ref byte start, int count)
    {
        _start = ref start;
        _count = count;
    }

    /// <summary>Bytes in use.</summary>
    public readonly int Count => _count;

    /// <summary>Adds text of a fixed length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref Utf8Cursor Text(ReadOnlySpan<byte> text)
    {
        Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref _start, _count), ref MemoryMarshal.GetReference(text), (uint)text.Length);
        _count += text.Length;
        return ref this;
    }

    /// <summary>Adds one digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref Utf8Cursor Digit(int value)
    {
        Unsafe.Add(ref _start, _count++) = (byte)('0' + value);
        return ref this;
    }

    /// <summary>Adds a decimal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref Utf8Cursor Number(ulong value)
    {
        if (value < 10) return ref Digit((int)value);
        if (value <= uint.MaxValue) AddLong((uint)value);
        else AddHuge(value);
        return ref this;
    }

    private void AddLong(uint value)
    {
        int length = CountDigits(value);
        ref byte at = ref Unsafe.Add(ref _start, _count + length);
        _count += length;
        ref ushort pairs = ref MemoryMarshal.GetArrayDataReference(Pairs);
        while (value >= 100)
        {
            uint rest = value / 100;
            at = ref Unsafe.Subtract(ref at, 2);
            Unsafe.WriteUnaligned(ref at, Unsafe.Add(ref pairs, (int)(value - rest * 100)));
            value = rest;
        }

        if (value >= 10) Unsafe.WriteUnaligned(ref Unsafe.Subtract(ref at, 2), Unsafe.Add(ref pairs, (int)value));
        else Unsafe.Subtract(ref at, 1) = (byte)('0' + value);
    }

    private void AddHuge(ulong value)
    {
        // A 64-bit number has at most 20 digits: two halves of up to nine behind the rest.
        ulong high = value / 1_000_000_000;
        if (high <= uint.MaxValue) Number(high);
        else AddHuge(high);
        uint low = (uint)(value % 1_000_000_000);
        for (int digit = 8; digit >= 0; digit--, low /= 10) Unsafe.Add(ref _start, _count + digit) = (byte)('0' + low % 10);
        _count += 9;
    }

    private static int CountDigits(uint value)
    {
        if (value < 100_000) return value < 100 ? 2 : value < 1_000 ? 3 : value < 10_000 ? 4 : 5;
        if (value < 10_000_000) return value < 1_000_000 ? 6 : 7;
        return value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;
    }

    // Both digits of 0 to 99, as they lie in memory.
    private static ushort[] MakePairs()
    {
        var pairs = new ushort[100];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = MemoryMarshal.Read<ushort>([(byte)('0' + i / 10), (byte)('0' + i % 10)]);
        return pairs;
    }
}
