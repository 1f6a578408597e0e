using System.Text.Encodings.Web;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>A line of JSON an address: <c>{"address","function","file","line","column","inlinedBy":[...]}</c>; what is not known is null.</summary>
internal sealed class JsonLookupWriter(Stream output, bool withCallers) : ILookupWriter
{
    private readonly BufferedStream _buffer = new(output, 64 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(AddressLookup found)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        if (found.Address is { } address)
        {
            _json.WriteNumber("address"u8, address);
            WritePlace(found.Function, found.Location);
            if (withCallers) WriteCallers(found.Levels);
        }
        else
        {
            _json.WriteNull("address"u8);
            _json.WriteString("error"u8, $"'{found.Request}' is not a hexadecimal 32-bit address");
        }

        _json.WriteEndObject();
        _json.Flush();
        _buffer.WriteByte((byte)'\n');
    }

    public void Flush() => _buffer.Flush();

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }

    private void WriteCallers(IReadOnlyList<SourceFrame> levels)
    {
        _json.WriteStartArray("inlinedBy"u8);
        for (int i = 1; i < levels.Count; i++)
        {
            _json.WriteStartObject();
            WritePlace(levels[i].Name, levels[i].Location);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePlace(string? function, SourceLocation? place)
    {
        _json.WriteString("function"u8, function);
        _json.WriteString("file"u8, place?.File?.Path);
        WriteNumber("line"u8, place?.Line ?? 0);
        WriteNumber("column"u8, place?.Column ?? 0);
    }

    private void WriteNumber(ReadOnlySpan<byte> name, int value)
    {
        if (value > 0) _json.WriteNumber(name, value);
        else _json.WriteNull(name);
    }
}
