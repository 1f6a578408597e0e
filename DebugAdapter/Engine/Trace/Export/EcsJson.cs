using System.Globalization;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Export;

/// <summary>Events as documents of the Elastic Common Schema: its fields for time, kind and message, ours under <c>swo</c>.</summary>
/// <param name="json">Writes the event itself.</param>
/// <param name="startedAt">When cycle 0 was.</param>
/// <param name="clockInHz">Core clock; null gives all events the time of the start.</param>
internal sealed class EcsJson(EventJson json, DateTimeOffset startedAt, double? clockInHz) : IEventJson
{
    private const string Version = "8.11";
    private long _sequence;

    /// <summary>Adds a document for an event.</summary>
    public void Write(Utf8Lines lines, in TraceEvent next)
    {
        Begin(lines, next.Time, Action(next.Kind), IsFault(next.Kind) ? "warn" : null);
        json.Write(lines, next);
        lines.Byte((byte)'}');
    }

    /// <summary>Adds a document for a user packet.</summary>
    public void Write(Utf8Lines lines, in UserPacket packet)
    {
        bool isWhole = packet.Status == UserPacketStatus.Whole;
        Begin(lines, packet.Time, isWhole ? packet.Layout?.Name ?? $"user-{packet.Type}" : "user-damaged", isWhole ? null : "warn");
        json.Write(lines, packet);
        lines.Byte((byte)'}');
    }

    /// <summary>Adds a document for a line of text, which becomes the message.</summary>
    public void Write(Utf8Lines lines, int port, TraceTime time, string text)
    {
        Begin(lines, time, "text", null, text);
        json.Write(lines, port, time, text);
        lines.Byte((byte)'}');
    }

    private static bool IsFault(TraceEventKind kind) => kind is TraceEventKind.Overflow or TraceEventKind.Malformed or TraceEventKind.Incomplete;

    private static string Action(TraceEventKind kind) => kind switch
    {
        TraceEventKind.Software => "software",
        TraceEventKind.Exception => "exception",
        TraceEventKind.PcSample => "pc-sample",
        TraceEventKind.DataAccess => "data-access",
        TraceEventKind.EventCounter => "event-counter",
        TraceEventKind.PerformanceCounter => "performance-counter",
        TraceEventKind.GlobalTimestamp => "global-timestamp",
        TraceEventKind.Extension => "extension",
        TraceEventKind.Synchronization => "sync",
        TraceEventKind.Overflow => "overflow",
        TraceEventKind.Malformed => "malformed",
        TraceEventKind.Incomplete => "incomplete",
        _ => "hardware",
    };

    private void Begin(Utf8Lines lines, TraceTime time, string action, string? level, string? message = null)
    {
        DateTimeOffset at = clockInHz is { } clock && time.Low / clock < 1e9 ? startedAt.AddTicks((long)(time.Low / clock * TimeSpan.TicksPerSecond)) : startedAt;
        lines.Text("{\"@timestamp\":\""u8).Plain(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))
            .Text("\",\"ecs\":{\"version\":\""u8).Plain(Version).Text("\"},\"event\":{\"kind\":\"event\",\"dataset\":\"swo.trace\",\"action\":"u8).Quoted(action)
            .Text(",\"sequence\":"u8).Number(_sequence++).Byte((byte)'}');
        if (message is not null) lines.Text(",\"message\":"u8).Quoted(message);
        if (level is not null) lines.Text(",\"log\":{\"level\":"u8).Quoted(level).Byte((byte)'}');
        lines.Text(",\"swo\":"u8);
    }
}
