using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>A target's name for pyOCD, or its number for a Black Magic Probe.</summary>
/// <param name="Text">As it goes to the server.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct TargetId(string Text)
{
    internal sealed class Converter : JsonConverter<TargetId>
    {
        public override TargetId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt32(out int number) => new(number.ToString()),
            _ => throw new JsonException("must be a text or a whole number"),
        };

        public override void Write(Utf8JsonWriter writer, TargetId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
