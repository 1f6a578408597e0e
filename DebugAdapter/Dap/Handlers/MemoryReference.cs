using System.Globalization;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>Addresses as the protocol carries them: <c>0x20000010</c>.</summary>
internal static class MemoryReference
{
    /// <summary>Writes an address.</summary>
    public static string Format(uint address) => $"0x{address:x8}";

    /// <summary>Reads an address and adds an offset.</summary>
    /// <exception cref="DapRequestException">No number, or outside 32 bits.</exception>
    public static uint Parse(string text, long? offset)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNumber = isHex
            ? long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isNumber || value < 0 || offset is > uint.MaxValue or < -uint.MaxValue)
            throw new DapRequestException(ErrorId.InvalidArguments, $"'{text}' is no address. Write it as 0x20000000.");
        long address = value + (offset ?? 0);
        return address is >= 0 and <= uint.MaxValue
            ? (uint)address
            : throw new DapRequestException(ErrorId.InvalidArguments, $"0x{value:x} with offset {offset ?? 0} lies outside the 32-bit address space.");
    }
}
