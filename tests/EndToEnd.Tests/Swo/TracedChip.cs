using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;

namespace RspDebug.EndToEnd.Tests.Swo;

/// <summary>A virtual board that OpenOCD reaches as an ST-LINK, with a record of what really happened on it.</summary>
internal sealed class TracedChip : IExceptionObserver, IDataAccessObserver, IAsyncDisposable
{
    // Slow enough for the probe's trace buffer to be fetched in time on a loaded machine.
    private const ulong CyclesPerSecond = 4_000_000;

    private readonly Lock _gate = new();
    private readonly VirtualBoard.Board _board = new();
    private readonly BoardHost _host;
    private readonly StLinkServer _probe;
    private readonly List<(int Change, int Number, long Cycle)> _exceptions = [];
    private readonly List<uint> _written = [];

    public TracedChip(string image, uint watched)
    {
        Watched = watched;
        BoardImage.Load(_board, image);
        _board.Debug.ExceptionObserver = this;
        _board.Debug.DataObserver = this;
        _host = new BoardHost(_board, new BoardHostOptions { CyclesPerSecond = CyclesPerSecond });
        _probe = StLinkServer.Start(_host);
    }

    /// <summary>The board's instruction trace: the addresses of what it executes from reset on, without trace, and of what this chip executes from now on, with it.</summary>
    /// <param name="image">The firmware.</param>
    /// <param name="cycles">Length of each of the two runs.</param>
    public HashSet<uint> Executed(string image, ulong cycles)
    {
        var executed = new HashSet<uint>();
        var fresh = new VirtualBoard.Board();
        BoardImage.Load(fresh, image);
        Follow(fresh, cycles, executed);
        _host.Use(board =>
        {
            board.Processor.Resume();
            Follow(board, cycles, executed);
            return executed.Count;
        });
        return executed;
    }

    private static void Follow(VirtualBoard.Board board, ulong cycles, HashSet<uint> executed)
    {
        for (ulong end = board.Timeline.Cycles + cycles; board.Timeline.Cycles < end && !board.Processor.IsHalted; board.Run(1)) executed.Add(board.Processor.Pc);
    }

    /// <summary>Address whose writes are kept.</summary>
    public uint Watched { get; }

    public int ProbePort => _probe.EndPoint.Port;

    /// <summary>Values written to the watched address, in order.</summary>
    public IReadOnlyList<uint> Written
    {
        get { lock (_gate) return [.. _written]; }
    }

    /// <summary>Runs of handlers in the order in which they ended: exception number and cycles from entry to exit.</summary>
    public IEnumerable<(int Number, long Cycles)> Runs()
    {
        (int Change, int Number, long Cycle)[] seen;
        lock (_gate) seen = [.. _exceptions];
        var active = new Stack<(int Number, long Cycle)>();
        foreach ((int change, int number, long cycle) in seen)
        {
            if (change == (int)ExceptionChange.Enter) active.Push((number, cycle));
            else if (change == (int)ExceptionChange.Exit && active.TryPop(out (int Number, long Cycle) entered)) yield return (number, cycle - entered.Cycle);
        }
    }

    void IExceptionObserver.OnException(ExceptionChange change, int number)
    {
        lock (_gate) _exceptions.Add(((int)change, number, (long)_board.Timeline.Cycles));
    }

    void IDataAccessObserver.OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite)
    {
        if (address != Watched || !isWrite) return;
        lock (_gate) _written.Add(value);
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        await _host.DisposeAsync();
    }
}
