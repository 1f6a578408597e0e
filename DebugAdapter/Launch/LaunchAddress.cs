using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>An address in a launch configuration: a number, or text such as <c>0x1000</c>.</summary>
/// <param name="Value">Target address space.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct LaunchAddress(ulong Value)
{
    /// <summary>Reads an address that is written in hexadecimal with 0x, or in decimal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, out LaunchAddress address)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        bool hex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool valid = ulong.TryParse(
            hex ? digits[2..] : digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong value);
        address = new(value);
        return valid;
    }

    internal sealed class Converter : JsonConverter<LaunchAddress>
    {
        public override LaunchAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong number)) return new(number);
            if (reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out LaunchAddress address)) return address;
            throw new JsonException("must be an address: a number, or text such as \"0x1000\"");
        }

        public override void Write(Utf8JsonWriter writer, LaunchAddress value, JsonSerializerOptions options) => writer.WriteStringValue($"0x{value.Value:x}");
    }
}
