using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>A form of JSON that events can be written in: one object each, without a line end.</summary>
internal interface IEventJson
{
    /// <summary>Writes an event.</summary>
    void Write(Utf8Lines lines, in TraceEvent next);

    /// <summary>Writes a user packet.</summary>
    void Write(Utf8Lines lines, in UserPacket packet);

    /// <summary>Writes a line of text of a stimulus port.</summary>
    void Write(Utf8Lines lines, int port, TraceTime time, string text);
}
