using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap.Wire;

/// <summary>A response or an event that has no number yet: the writer gives it one when it leaves.</summary>
public abstract class OutgoingMessage
{
    private OutgoingMessage() { }

    /// <summary>What the log calls it: the command or the event.</summary>
    public abstract string Name { get; }

    /// <summary>The response of a request that succeeded.</summary>
    /// <typeparam name="TBody">Type of the body.</typeparam>
    /// <param name="requestSeq">The number of the request.</param>
    /// <param name="command">Its command.</param>
    /// <param name="body">The body; <see cref="NoBody"/> is left out.</param>
    /// <param name="json">How the body is written.</param>
    /// <returns>The message.</returns>
    public static OutgoingMessage Success<TBody>(int requestSeq, string command, TBody body, JsonTypeInfo<TBody> json) =>
        new Response<TBody>(requestSeq, command, null, body, json);

    /// <summary>The response of a request that failed.</summary>
    /// <param name="requestSeq">The number of the request.</param>
    /// <param name="command">Its command.</param>
    /// <param name="shortName">The error for programs.</param>
    /// <param name="error">The error for the user.</param>
    /// <returns>The message.</returns>
    public static OutgoingMessage Failure(int requestSeq, string command, string shortName, Message error) =>
        new Response<ErrorBody>(requestSeq, command, shortName, new ErrorBody(error), ProtocolJson.Default.ErrorBody);

    /// <summary>An event.</summary>
    /// <typeparam name="TBody">Type of the body.</typeparam>
    /// <param name="dapEvent">Which event.</param>
    /// <param name="body">The body; <see cref="NoBody"/> is left out.</param>
    /// <returns>The message.</returns>
    public static OutgoingMessage Event<TBody>(DapEvent<TBody> dapEvent, TBody body) => new EventMessage<TBody>(dapEvent, body);

    /// <summary>Writes the message as one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="seq">The number of the message.</param>
    public void WriteTo(Utf8JsonWriter writer, int seq)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, seq);
        WriteMembers(writer);
        writer.WriteEndObject();
        writer.Flush();
    }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);

    private static void WriteBody<TBody>(Utf8JsonWriter writer, TBody body, JsonTypeInfo<TBody> json)
    {
        if (body is NoBody) return;
        writer.WritePropertyName("body"u8);
        // The generated writer is called directly: by way of the serializer, metadata of every member would be made first, which
        // costs tens of milliseconds at the first messages of a session.
        if (json.SerializeHandler is { } write) write(writer, body);
        else JsonSerializer.Serialize(writer, body, json);
    }

    private sealed class Response<TBody>(int requestSeq, string command, string? shortError, TBody body, JsonTypeInfo<TBody> json) : OutgoingMessage
    {
        public override string Name => command;

        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("type"u8, "response"u8);
            writer.WriteNumber("request_seq"u8, requestSeq);
            writer.WriteBoolean("success"u8, shortError is null);
            writer.WriteString("command"u8, command);
            if (shortError is not null) writer.WriteString("message"u8, shortError);
            WriteBody(writer, body, json);
        }
    }

    private sealed class EventMessage<TBody>(DapEvent<TBody> dapEvent, TBody body) : OutgoingMessage
    {
        public override string Name => dapEvent.Name;

        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("type"u8, "event"u8);
            writer.WriteString("event"u8, dapEvent.Name);
            WriteBody(writer, body, dapEvent.Body);
        }
    }
}
