using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.Events;

/// <summary>Packets in, events with their time out.</summary>
/// <remarks>
/// An event comes out when its time is known, that is when a local timestamp came behind it, and when it is clear that no further packet belongs to
/// it. Call <see cref="Settle"/> when the line is quiet, and at the end.
/// </remarks>
public sealed class TraceEventDecoder(TimestampOptions? options = null)
{
    private readonly TimestampEngine _times = new(options);
    private readonly DataAccessPairer _pairer = new();
    private bool _settled;

    /// <summary>The global time at the last packet pushed.</summary>
    public GlobalClock Global => _times.Global;

    /// <summary>Packets by the quality of their time.</summary>
    public TimestampStatistics Times => _times.Statistics;

    /// <summary>Adds the next packet.</summary>
    public void Push(in ItmPacket packet)
    {
        _settled = false;
        _times.Push(packet);
    }

    /// <summary>Says that nothing comes for a while: everything that waits is to be read now.</summary>
    public void Settle()
    {
        _times.Settle();
        _settled = true;
    }

    /// <summary>Takes the next event, in stream order.</summary>
    public bool TryRead(out TraceEvent next)
    {
        if (_pairer.IsIdle && _times.HasNext && !DataAccessPairer.IsPart(_times.Next.Kind))
        {
            // Most events stand alone: they take the short way.
            ref readonly ItmPacket alone = ref _times.Next;
            next = new TraceEvent(DataAccessPairer.KindOf(alone.Kind), alone, _times.NextTime);
            _times.Skip();
            return true;
        }

        while (!_pairer.TryRead(out next))
        {
            if (_pairer.IsReady && _times.TryRead(out TimedPacket packet)) _pairer.Push(packet);
            else if (!_settled || !_pairer.HasAccess) return false;
            else _pairer.Settle();
        }

        return true;
    }
}
