using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Moves the target on to the entry of another function, so that the steps are made all over the program, in handlers too.</summary>
internal sealed class Relocator
{
    private const string List = "benchmark";
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private readonly HeadlessSession _session;
    private readonly Random _random;
    private readonly List<uint> _entries;

    public Relocator(HeadlessSession session, Random random)
    {
        (_session, _random) = (session, random);
        _entries = session.Session.Image is not { } image ? [] :
            [.. image.Info.Units.SelectMany(image.Info.GetFunctions).Select(static function => (uint)function.EntryPoint.Value).Distinct().Order()];
    }

    /// <summary>Runs to a function by its name.</summary>
    /// <exception cref="EngineRequestException">There is none, or it is not reached.</exception>
    public async Task RunToAsync(string function, CancellationToken cancellationToken)
    {
        FunctionInfo found = _session.Session.Image?.Info.FindFunctions(function) is [var first, ..]
            ? first
            : throw new EngineRequestException($"There is no function '{function}' in the image to start from. Name another one with --from.");
        uint body = (uint)_session.Session.Image.Info.GetBreakpointAddress(found).Value;
        if (!await TryReachAsync(body, TimeSpan.FromSeconds(30), cancellationToken).ConfigureAwait(false))
            throw new EngineRequestException($"'{function}' was not reached in 30 s. Name another function with --from.");
    }

    /// <summary>Runs to a function that is drawn; one that is not reached in time is not drawn again.</summary>
    public async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (_entries.Count == 0) return;
        int drawn = _random.Next(_entries.Count);
        if (!await TryReachAsync(_entries[drawn], Limit, cancellationToken).ConfigureAwait(false)) _entries.RemoveAt(drawn);
    }

    private async Task<bool> TryReachAsync(uint address, TimeSpan limit, CancellationToken cancellationToken)
    {
        await _session.Session.SetBreakpointsAsync(List, [new BreakpointSpec.Instruction(address)], cancellationToken).ConfigureAwait(false);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(limit);
            StopReport stop = await _session.RunAsync(static session => session.Continue(), patience.Token).ConfigureAwait(false);
            return stop.BreakpointIds.Count > 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await _session.EnsureHaltedAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
        finally
        {
            await _session.Session.SetBreakpointsAsync(List, [], cancellationToken).ConfigureAwait(false);
        }
    }
}
