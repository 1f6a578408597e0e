using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Which watchpoint comparators matched, read from the DWT for servers whose stops do not say (OpenOCD).</summary>
/// <remarks>ARMv7-M ARM C1.8.15, C1.8.17: DWT_COMPn at 0xE0001020 + 16n, DWT_FUNCTIONn 8 behind it; MATCHED is bit 24 and cleared by reading.</remarks>
internal static class WatchMatches
{
    /// <summary>Address of DWT_COMP0.</summary>
    public const uint FirstAddress = 0xE000_1020;

    private const int StrideInBytes = 16, FunctionOffset = 8;
    private const uint Matched = 1 << 24, FunctionMask = 0xF;

    /// <summary>Bytes that so many comparators take.</summary>
    public static int SizeInBytes(int comparators) => comparators * StrideInBytes;

    /// <summary>Addresses of the comparators that matched.</summary>
    /// <param name="registers">From <see cref="FirstAddress"/>.</param>
    /// <returns>Null when none is in use as far as the registers tell: then they tell nothing.</returns>
    public static IReadOnlyList<uint>? Read(ReadOnlySpan<byte> registers)
    {
        List<uint> matched = [];
        bool isAnyInUse = false;
        for (int at = 0; at + StrideInBytes <= registers.Length; at += StrideInBytes)
        {
            uint function = BinaryPrimitives.ReadUInt32LittleEndian(registers[(at + FunctionOffset)..]);
            isAnyInUse |= (function & FunctionMask) != 0;
            if ((function & FunctionMask) != 0 && (function & Matched) != 0)
                matched.Add(BinaryPrimitives.ReadUInt32LittleEndian(registers[at..]));
        }

        return isAnyInUse ? matched : null;
    }
}
