using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.Execution;

// LDREX to STREX: a stop in between may clear the local monitor, and a loop that is single-stepped then never ends.
internal sealed partial class SourceStepper
{
    private const int MostExclusiveInstructions = 16;
    private const uint LoopWindowInBytes = 128;

    private uint? _exclusiveLoop;

    /// <summary>Runs past the STREX when PC is at the LDREX of a sequence; null when it is not, or when the sequence is not a simple one.</summary>
    /// <param name="always">False lets an instruction step in the first time; when the loop comes round again, the store has failed.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    private async ValueTask<RunOutcome?> TryRunPastExclusiveAsync(bool always, CancellationToken cancellationToken)
    {
        uint pc = target.Pc;
        if (await instructions.DecodeAsync(pc, cancellationToken).ConfigureAwait(false) is not { } flow)
            return null;
        if (!flow.Has(ThumbTraits.ExclusiveLoad))
        {
            if (_exclusiveLoop is { } loop && (pc < loop || pc - loop > LoopWindowInBytes))
                _exclusiveLoop = null;
            return null;
        }

        bool comesRound = _exclusiveLoop == pc;
        _exclusiveLoop = pc;
        if (!always && !comesRound)
            return null;
        List<uint>? places = await FindExclusiveEndAsync(flow, cancellationToken).ConfigureAwait(false);
        if (places is null || places.Count > armed.FreeComparators)
            return null;
        uint sp = target.Sp, ipsr = target.Ipsr;
        RunOutcome? outcome = await runner.RunToAsync(
            places, _ => ValueTask.FromResult(target.Sp == sp && target.Ipsr == ipsr), cancellationToken).ConfigureAwait(false);
        return outcome is RunOutcome.StepDone && !always
            ? new RunOutcome.StepDone($"Ran to 0x{target.Pc:x8}, behind the exclusive store: stepped one by one, it failed.")
            : outcome;
    }

    private async ValueTask<List<uint>?> FindExclusiveEndAsync(ThumbFlow load, CancellationToken cancellationToken)
    {
        uint at = load.Next;
        for (int i = 0; i < MostExclusiveInstructions; i++)
        {
            if (await instructions.DecodeAsync(at, cancellationToken).ConfigureAwait(false) is not { } flow)
                return null;
            at = flow.Next;
            if (!flow.Has(ThumbTraits.ExclusiveStore))
                continue;
            RangeExits exits = await target.Memory.RunAsync(
                memory => StatementScan.Scan(memory, load.Address, address => address >= load.Address && address < at, target.Xpsr), cancellationToken).ConfigureAwait(false);
            return exits is { Returns: false, Undecided.Count: 0, Calls.Count: 0 } ? [.. exits.Targets] : null;
        }

        return null;
    }
}
