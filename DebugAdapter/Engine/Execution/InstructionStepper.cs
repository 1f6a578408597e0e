using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Executes exactly one instruction and keeps FPSCR as the program left it.</summary>
internal sealed partial class InstructionStepper(TargetState target, RunControl run, ArmedBreakpoints armed, FpscrGuard fpscr)
{
    private const byte SemihostingImmediate = 0xAB;

    // QEMU 7.2 answers about one step of a hundred without having executed anything, more under load.
    private const int MaxRepeats = 3;

    /// <summary>Steps once. The registers of the new stop are read.</summary>
    public async ValueTask<TargetStop> StepAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        uint pc = target.Pc;
        ThumbFlow? flow = await DecodeAsync(pc, cancellationToken).ConfigureAwait(false);
        if (flow is { } known && await TrySkipAsync(known, cancellationToken).ConfigureAwait(false))
            return new TargetStop(TargetStopKind.Trap, 5, target.Pc);

        FpscrGuard.Before before = await fpscr.BeforeAsync(flow, cancellationToken).ConfigureAwait(false);
        TargetStop stop;
        if (armed.IsArmed(pc) && !target.Link.StepsOffBreakpoints)
        {
            stop = await StepLiftedAsync(pc, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            stop = await run.ResumeAsync(ResumeKind.Step, cancellationToken).ConfigureAwait(false);
            for (int repeats = 0; stop.Kind == TargetStopKind.Trap && target.Pc == pc && !MayStay(flow) && repeats < MaxRepeats; repeats++)
            {
                stop = armed.IsArmed(pc)
                    ? await StepLiftedAsync(pc, cancellationToken).ConfigureAwait(false)
                    : await run.ResumeAsync(ResumeKind.Step, cancellationToken).ConfigureAwait(false);
            }
        }

        if (stop.Kind == TargetStopKind.Trap)
            await fpscr.AfterAsync(before, cancellationToken).ConfigureAwait(false);
        return stop;
    }

    /// <summary>
    /// Steps off an armed address with as few packets as possible: the registers of the new stop are read only when the next
    /// address may be armed too.
    /// </summary>
    /// <returns>The stop, with <see cref="TargetStop.Pc"/> set when the place it reached is an armed one.</returns>
    public async ValueTask<TargetStop> LeaveAsync(CancellationToken cancellationToken)
    {
        ThumbFlow? flow = await DecodeAsync(target.Pc, cancellationToken).ConfigureAwait(false);
        bool staysClear = flow is { Kind: ThumbFlowKind.Sequential } known && !known.Has(ThumbTraits.Waits) && !armed.IsArmed(known.Next);
        if (!staysClear || !target.Link.StepsOffBreakpoints || target.Link.StepsLetInterruptsIn)
        {
            TargetStop stop = await StepAsync(cancellationToken).ConfigureAwait(false);
            return stop.Kind == TargetStopKind.Ended ? stop : stop with { Pc = target.Pc };
        }

        uint pc = target.Pc;
        TargetStop left = await run.ResumeWithoutRegistersAsync(ResumeKind.Step, cancellationToken).ConfigureAwait(false);
        if (left.Kind != TargetStopKind.Trap || (left.Pc ?? await target.ReadAsync("pc", cancellationToken).ConfigureAwait(false)) != pc)
            return left;
        return await StepLiftedAsync(pc, cancellationToken).ConfigureAwait(false);
    }

    // What stands where it stood was not executed, unless it jumps to itself, or waits for somebody.
    private static bool MayStay(ThumbFlow? flow) => flow is not { } known || known.Kind switch
    {
        ThumbFlowKind.Branch or ThumbFlowKind.Call or ThumbFlowKind.ConditionalBranch => known.Target == known.Address,
        ThumbFlowKind.Breakpoint or ThumbFlowKind.Undefined => true,
        _ => known.Has(ThumbTraits.Waits),
    };

    /// <summary>Steps with the breakpoint taken away meanwhile.</summary>
    /// <remarks>
    /// Also the second try where the server steps off breakpoints: QEMU 7.2 now and then reports the breakpoint again, nothing executed.
    /// A branch to itself looks the same, and stepping it twice does no harm.
    /// </remarks>
    private async ValueTask<TargetStop> StepLiftedAsync(uint pc, CancellationToken cancellationToken)
    {
        await armed.LiftAsync(pc, cancellationToken).ConfigureAwait(false);
        TargetStop stop = await run.ResumeAsync(ResumeKind.Step, cancellationToken).ConfigureAwait(false);
        if (stop.Kind != TargetStopKind.Ended)
            await armed.ReplaceAsync(pc, cancellationToken).ConfigureAwait(false);
        return stop;
    }

    /// <summary>Decodes at an address; null where code cannot be read.</summary>
    public ValueTask<ThumbFlow?> DecodeAsync(uint address, CancellationToken cancellationToken) =>
        target.Memory.RunAsync(memory => Decode(memory, address), cancellationToken);

    /// <summary>Decodes from memory that may still be missing.</summary>
    internal static ThumbFlow? Decode(ITargetMemory memory, uint address)
    {
        Span<byte> code = stackalloc byte[4];
        int size = memory.TryRead(new(address), code) == MemoryStatus.Available ? 4
            : memory.TryRead(new(address), code[..2]) == MemoryStatus.Available ? 2 : 0;
        return ThumbFlow.TryDecode(address, code[..size], out ThumbFlow flow) ? flow : null;
    }

    // BKPT halts again at the same PC on every core, and HardFaults on QEMU; WFI under a step never returns on QEMU.
    private async ValueTask<bool> TrySkipAsync(ThumbFlow flow, CancellationToken cancellationToken)
    {
        bool isBreakpoint = flow.Kind == ThumbFlowKind.Breakpoint && !await IsSemihostingAsync(flow, cancellationToken).ConfigureAwait(false);
        bool isBlockingWait = flow.Has(ThumbTraits.Waits) && target.Link.WaitsBlockSteps;
        if ((!isBreakpoint && !isBlockingWait) || ItState.IsActive(target.Xpsr) || !target.TryFind("pc", out TargetRegister? pc))
            return false;
        await target.WriteAsync(pc, flow.Next, cancellationToken).ConfigureAwait(false);
        target.Memory.Invalidate();
        return true;
    }

    private async ValueTask<bool> IsSemihostingAsync(ThumbFlow flow, CancellationToken cancellationToken)
    {
        byte[] code = await target.Memory.ReadAsync(flow.Address, 2, cancellationToken).ConfigureAwait(false);
        return code.Length > 0 && code[0] == SemihostingImmediate;
    }
}
