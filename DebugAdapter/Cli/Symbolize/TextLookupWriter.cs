using System.Globalization;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>One line an address, as <c>addr2line -fpa</c> writes it: <c>0x00000164: main at src/main.c:42:9</c>, callers below as <c> (inlined by) ...</c>.</summary>
internal sealed class TextLookupWriter(TextWriter output, bool withCallers) : ILookupWriter
{
    public void Write(AddressLookup found)
    {
        if (found.Address is not { } address)
        {
            output.WriteLine($"??: '{found.Request}' is not a hexadecimal 32-bit address");
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"0x{address:x8}: {found.Function ?? "??"} at {Place(found.Location)}"));
        if (!withCallers) return;
        foreach (SourceFrame caller in found.Levels.Skip(1)) output.WriteLine($" (inlined by) {caller.Name} at {Place(caller.Location)}");
    }

    public void Flush() => output.Flush();

    public void Dispose() => Flush();

    private static string Place(SourceLocation? place) => place is null ? "??:0"
        : string.Create(CultureInfo.InvariantCulture, $"{place.File?.Path ?? "??"}:{place.Line}{(place.Column > 0 ? $":{place.Column}" : "")}");
}
