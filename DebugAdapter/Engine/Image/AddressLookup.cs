using System.Globalization;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>What one line of a request for symbols came to.</summary>
/// <param name="Request">As it was written; empty when it was a number already.</param>
/// <param name="Address">Without the Thumb bit; null when <paramref name="Request"/> is no address.</param>
/// <param name="Location">The row of the line table that the instruction belongs to, also where a stopped debugger would show the statement that begins there.</param>
/// <param name="Levels">The inline chain, innermost first; empty when the debug information does not know the address.</param>
/// <param name="Symbol">Name from the symbol table, for code without debug information; null when there is none or <paramref name="Levels"/> tell more.</param>
internal sealed record AddressLookup(string Request, uint? Address, SourceLocation? Location, IReadOnlyList<SourceFrame> Levels, string? Symbol)
{
    /// <summary>The function around the address, as deep inside as it is known.</summary>
    public string? Function => Levels.Count > 0 ? Levels[0].Name : Symbol;

    /// <summary>Finds what is at an address.</summary>
    /// <param name="image">The firmware.</param>
    /// <param name="request">Hexadecimal, with or without <c>0x</c>; bit 0 (Thumb) is dropped.</param>
    /// <returns>Never null; what is not known is absent.</returns>
    public static AddressLookup Find(LoadedImage image, string request) =>
        Parse(request) is { } address ? Find(image, address, request) : new(request, null, null, [], null);

    /// <summary>The number that a request is; null when it is none.</summary>
    public static uint? Parse(string request)
    {
        ReadOnlySpan<char> digits = request.AsSpan().Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : null;
    }

    /// <summary>Finds what is at an address that is a number already.</summary>
    public static AddressLookup Find(LoadedImage image, uint address) => Find(image, address, "");

    private static AddressLookup Find(LoadedImage image, uint value, string request)
    {
        CodeAddress address = image.Elf.ToCodeAddress(value);
        IReadOnlyList<SourceFrame> levels = image.Info.GetFrames(address, out SourceLocation? location);
        return new(request, (uint)address.Value, location, levels, levels.Count > 0 ? null : image.DescribeAddress((uint)address.Value));
    }
}
