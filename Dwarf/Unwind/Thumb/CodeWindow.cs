using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>The code bytes of one function, read as a whole.</summary>
internal sealed class CodeWindow
{
    private const ulong LargestFunctionInBytes = 64 * 1024;

    private readonly byte[] _bytes;

    private CodeWindow(uint start, byte[] bytes, bool isFromImage)
    {
        Start = start;
        _bytes = bytes;
        IsFromImage = isFromImage;
    }

    /// <summary>The bytes are the image's own, not the target's.</summary>
    public bool IsFromImage { get; }

    public uint Start { get; }

    public uint End => Start + (uint)_bytes.Length;

    /// <summary>Null when the code is too large or cannot be read; missing memory is then noted in the probe.</summary>
    public static CodeWindow? TryRead(FunctionBounds function, MemoryProbe probe)
    {
        if (function.End <= function.Start || function.End.Value - function.Start.Value > LargestFunctionInBytes)
            return null;
        byte[] bytes = new byte[function.End.Value - function.Start.Value];
        return probe.TryReadCode(function.Start, bytes, out bool isFromImage) ? new CodeWindow((uint)function.Start.Value, bytes, isFromImage) : null;
    }

    public bool Contains(uint address) => address >= Start && address < End;

    public bool TryDecode(uint address, out ThumbInstruction instruction)
    {
        instruction = default;
        if (!TryReadHalfword(address, out int first))
            return false;
        int second = 0;
        if (ThumbDecoder.IsWide(first) && !TryReadHalfword(address + 2, out second))
            return false;
        instruction = ThumbDecoder.Decode(address, first, second);
        return true;
    }

    public bool TryReadHalfword(uint address, out int value)
    {
        value = 0;
        if (address < Start || address + 2 > End || address + 2 < address)
            return false;
        int at = (int)(address - Start);
        value = _bytes[at] | _bytes[at + 1] << 8;         // instructions and literal pools are little-endian in memory
        return true;
    }

    public uint? TryReadWord(uint address) =>
        TryReadHalfword(address, out int low) && TryReadHalfword(address + 2, out int high) ? (uint)(high << 16 | low) : null;

    public int? TryReadByte(uint address) => Contains(address) ? _bytes[address - Start] : null;
}
