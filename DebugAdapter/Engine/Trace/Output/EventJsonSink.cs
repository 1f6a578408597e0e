using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Every event as a line of JSON, in the form that is chosen.</summary>
internal sealed class EventJsonSink(Stream output, IEventJson json) : EventLineSink(output)
{
    /// <inheritdoc/>
    public override void OnEvent(in TraceEvent next)
    {
        json.Write(Lines, next);
        Lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public override void OnUserPacket(in UserPacket packet)
    {
        json.Write(Lines, packet);
        Lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public override void OnText(int port, TraceTime time, string text)
    {
        json.Write(Lines, port, time, text);
        Lines.Byte((byte)'\n');
    }
}
