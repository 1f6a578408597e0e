using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>An ELF file to take symbols from.</summary>
/// <param name="File">Its path.</param>
/// <param name="Offset">Added to every address in it.</param>
[JsonConverter(typeof(Converter))]
public sealed record SymbolFile(string File, LaunchAddress Offset = default)
{
    internal sealed class Converter : JsonConverter<SymbolFile>
    {
        public override SymbolFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new(reader.GetString()!);
            JsonElement element = JsonElement.ParseValue(ref reader);
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("file"u8, out JsonElement file) || file.ValueKind != JsonValueKind.String)
                throw new JsonException("must be a path, or an object with \"file\" and, if needed, \"offset\"");
            return new(file.GetString()!, element.TryGetProperty("offset"u8, out JsonElement offset) ? offset.Deserialize(LaunchJson.Default.LaunchAddress) : default);
        }

        public override void Write(Utf8JsonWriter writer, SymbolFile value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("file"u8, value.File);
            writer.WriteString("offset"u8, $"0x{value.Offset.Value:x}");
            writer.WriteEndObject();
        }
    }
}
