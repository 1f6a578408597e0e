using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Dumps that anything can write: <c>{"registers":{"pc":256,...},"memory":[{"address":536870912,"data":"00ff..."}]}</c>.</summary>
/// <remarks>Numbers are JSON numbers or strings such as <c>"0x20000000"</c>; data is hexadecimal. docs/json.md.</remarks>
internal static class JsonCore
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a dump.</summary>
    /// <exception cref="CoreFormatException">Not JSON, or a value is wrong.</exception>
    public static CoreDump Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span)) throw new CoreFormatException("it is not UTF-8 text", -1);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Lenient);
            return new CoreDump("JSON core dump", Registers(document.RootElement), Memory(document.RootElement));
        }
        catch (JsonException damage)
        {
            throw new CoreFormatException($"line {damage.LineNumber + 1}: {damage.Message.Split(" LineNumber", 2)[0]}", -1);
        }
    }

    private static Dictionary<string, uint> Registers(JsonElement root)
    {
        if (!root.TryGetProperty("registers", out JsonElement given) || given.ValueKind != JsonValueKind.Object) throw new CoreFormatException("`registers` is missing or not an object", -1);
        var registers = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (JsonProperty register in given.EnumerateObject())
        {
            string name = CoreDump.Normalise(register.Name) ?? throw new CoreFormatException($"`registers.{register.Name}` is no register of a Cortex-M", -1);
            registers[name] = Number(register.Value, $"registers.{register.Name}");
        }

        return registers;
    }

    private static List<MemoryPart> Memory(JsonElement root)
    {
        if (!root.TryGetProperty("memory", out JsonElement given)) return [];
        if (given.ValueKind != JsonValueKind.Array) throw new CoreFormatException("`memory` is not a list", -1);
        return [.. given.EnumerateArray().Select((part, n) => Part(part, $"memory[{n}]"))];
    }

    private static MemoryPart Part(JsonElement part, string place)
    {
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("address", out JsonElement address)) throw new CoreFormatException($"`{place}.address` is missing", -1);
        if (!part.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.String) throw new CoreFormatException($"`{place}.data` is missing or not text", -1);
        try
        {
            return new MemoryPart(Number(address, $"{place}.address"), Convert.FromHexString(data.GetString()!));
        }
        catch (FormatException damage) when (damage is not CoreFormatException)
        {
            throw new CoreFormatException($"`{place}.data` is not hexadecimal bytes", -1);
        }
    }

    private static uint Number(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out uint number)) return number;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)) return number;
        throw new CoreFormatException($"`{place}` is not a number of 32 bits", -1);
    }
}
