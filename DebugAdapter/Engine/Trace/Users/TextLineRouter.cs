using System.Text;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Users;

/// <summary>Makes lines of the writes to text ports; everything else passes. A line without an end is cut at 4 KiB.</summary>
internal sealed class TextLineRouter(IReadOnlyCollection<int> ports, ITraceEventSink next) : ITraceEventSink
{
    private const int LongestLineInBytes = 4096;
    private readonly Dictionary<int, (TraceTime Time, List<byte> Letters)> _lines = ports.ToDictionary(static port => port, static _ => (default(TraceTime), new List<byte>()));

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent traced)
    {
        if (traced.Kind != TraceEventKind.Software || !_lines.TryGetValue(traced.Software.Port, out (TraceTime Time, List<byte> Letters) line))
        {
            next.OnEvent(traced);
            return;
        }

        for (int i = 0; i < traced.Software.SizeInBytes; i++)
        {
            byte letter = (byte)(traced.Software.Value >> 8 * i);
            if (letter == '\n' || line.Letters.Count >= LongestLineInBytes) Give(traced.Software.Port);
            if (letter is 0 or (byte)'\n' or (byte)'\r') continue;
            if (line.Letters.Count == 0) _lines[traced.Software.Port] = (traced.Time, line.Letters);
            line.Letters.Add(letter);
        }
    }

    /// <inheritdoc/>
    public void OnUserPacket(in UserPacket packet) => next.OnUserPacket(packet);

    /// <inheritdoc/>
    public void OnEnd()
    {
        foreach (int port in _lines.Keys) Give(port);
        next.OnEnd();
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => next.FlushAsync(cancellationToken);

    private void Give(int port)
    {
        (TraceTime time, List<byte> letters) = _lines[port];
        if (letters.Count == 0) return;
        next.OnText(port, time, Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(letters)));
        letters.Clear();
    }
}
