using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

// Blocks of plain instructions that the server steps through by itself (vCont;r): decision 0037.
internal sealed partial class InstructionStepper
{
    /// <summary>Steps through as much plain code as there is from PC on, in one packet, loops included.</summary>
    /// <param name="contains">True for addresses where the target need not stop.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>The stop, its registers read; null when the server has no such step, or one instruction is all that can be taken.</returns>
    /// <remarks>
    /// Interrupts are masked as in single-steps, or it is not used. Armed addresses are left out of the block, so that it does not matter whether the
    /// server looks at them on the way. FPSCR has to come out as it went in: no instruction of a block can change it.
    /// </remarks>
    public async ValueTask<TargetStop?> TryStepBlockAsync(Func<uint, bool> contains, CancellationToken cancellationToken)
    {
        if (!target.Link.StepsThroughRanges || target.Link.StepsLetInterruptsIn)
            return null;
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        uint pc = target.Pc, xpsr = target.Xpsr;
        CodeBlock? found = await target.Memory.RunAsync(
            memory => CodeBlock.Find(pc, xpsr, address => !armed.IsArmed(address) && contains(address), address => StatementScan.Fetch(memory, address)),
            cancellationToken).ConfigureAwait(false);
        if (found is not { } block)
            return null;
        FpscrGuard.Before before = await fpscr.BeforeAsync(await DecodeAsync(pc, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        TargetStop stop = await run.StepRangeAsync(block.Start, block.End, cancellationToken).ConfigureAwait(false);
        if (stop.Kind == TargetStopKind.Trap)
            await fpscr.AfterBlockAsync(before, (block.Start, block.End), block.MayEndAt(target.Pc), cancellationToken).ConfigureAwait(false);
        return stop;
    }
}
