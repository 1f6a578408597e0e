using System.Globalization;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>One line an address, as <c>addr2line -fpa</c> writes it: <c>0x00000164: main at src/main.c:42:9</c>, callers below as <c> (inlined by) ...</c>.</summary>
/// <remarks>Writes piece by piece: of thousands of answers, this is the part that one thread does alone.</remarks>
internal sealed class TextLookupWriter(TextWriter output, bool withCallers) : ILookupWriter
{
    public void Write(AddressLookup found)
    {
        if (found.Address is not { } address)
        {
            output.WriteLine($"??: '{found.Request}' is not a hexadecimal 32-bit address");
            return;
        }

        Span<char> digits = stackalloc char[8];
        address.TryFormat(digits, out _, "x8", CultureInfo.InvariantCulture);
        output.Write("0x");
        output.Write(digits);
        output.Write(": ");
        WriteLevel(found.Function, found.Location);
        if (!withCallers) return;
        for (int i = 1; i < found.Levels.Count; i++)
        {
            output.Write(" (inlined by) ");
            WriteLevel(found.Levels[i].Name, found.Levels[i].Location);
        }
    }

    public void Flush() => output.Flush();

    public void Dispose() => Flush();

    private void WriteLevel(string? function, SourceLocation? place)
    {
        output.Write(function ?? "??");
        output.Write(" at ");
        output.Write(place?.File?.Path ?? "??");
        WriteNumber(place?.Line ?? 0);
        if (place?.Column > 0) WriteNumber(place.Column);
        output.WriteLine();
    }

    private void WriteNumber(int number)
    {
        Span<char> digits = stackalloc char[11];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        output.Write(':');
        output.Write(digits[..length]);
    }
}
