using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RspDebug.DebugAdapter.Dap.Wire;

/// <summary>The envelope of a message from the client.</summary>
/// <param name="Seq">The client's number of the message.</param>
/// <param name="Type"><c>request</c>, <c>response</c> or <c>event</c>.</param>
/// <param name="Command">The command of a request or response, otherwise empty.</param>
/// <param name="Arguments">The arguments of a request, if any.</param>
public sealed record IncomingMessage(int Seq, string Type, string Command, JsonElement? Arguments)
{
    /// <summary>Reads the envelope.</summary>
    /// <param name="content">The JSON of one message.</param>
    /// <param name="message">The envelope.</param>
    /// <param name="problem">What is wrong with it when the result is false.</param>
    /// <returns>False when it is not JSON or not a message of the protocol.</returns>
    public static bool TryParse(ReadOnlySpan<byte> content, [NotNullWhen(true)] out IncomingMessage? message, [NotNullWhen(false)] out string? problem)
    {
        message = null;
        JsonElement root;
        try
        {
            root = JsonElement.Parse(content);
        }
        catch (JsonException malformed)
        {
            problem = $"The client sent a message that is not JSON (byte {malformed.BytePositionInLine} of line {malformed.LineNumber + 1}). It was skipped.";
            return false;
        }

        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("seq"u8, out JsonElement seq) || seq.ValueKind != JsonValueKind.Number || !seq.TryGetInt32(out int number)
            || !TryGetText(root, "type"u8, out string? type))
        {
            problem = "The client sent a message without a number `seq` and a text `type`. It was skipped.";
            return false;
        }

        if (!TryGetText(root, "command"u8, out string? command) && type == "request")
        {
            problem = $"The client sent a request ({number}) without a command. It was skipped.";
            return false;
        }

        problem = null;
        message = new IncomingMessage(number, type, command ?? "", root.TryGetProperty("arguments"u8, out JsonElement arguments) ? arguments : null);
        return true;
    }

    private static bool TryGetText(JsonElement root, ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? text)
    {
        text = root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }
}
