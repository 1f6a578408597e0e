using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Single-steps while the server lets interrupts in: runs their handlers to the end, or ends the step there, and counts them.</summary>
/// <remarks>
/// With C_MASKINTS clear a pending interrupt wins over the instruction: the core halts at the first instruction of the handler and the
/// instruction has not run (ARMv7-M ARM C1.5.1). So a handler is run back to the interrupted place and the step is made again.
/// </remarks>
internal sealed class SteppedInterrupts(TargetState target, InstructionStepper instructions, CallRunner calls, IFrameProbe frames, InterruptPolicy policy, StepStatistics statistics)
{
    // An interrupt that is pending again each time its handler ends would hold the step up for ever.
    private const int MostHandlers = 100;
    private const uint LastFault = 6, SupervisorCall = 11;
    private const uint VectorTableOffset = 0xE000_ED08;

    /// <summary>Steps once.</summary>
    /// <returns>The stop of the step, or how it ended otherwise.</returns>
    public async ValueTask<(TargetStop Stop, RunOutcome? Outcome)> StepAsync(CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        for (int handlers = 0; ; handlers++)
        {
            uint pc = target.Pc, sp = target.Sp, ipsr = target.Ipsr;
            ThumbFlow? flow = policy == InterruptPolicy.Mask ? null : await instructions.DecodeAsync(pc, cancellationToken).ConfigureAwait(false);
            TargetStop stop = await instructions.StepAsync(cancellationToken).ConfigureAwait(false);
            statistics.Instructions++;
            if (stop.Kind != TargetStopKind.Trap || policy == InterruptPolicy.Mask || !await IsInterruptedAsync(flow, ipsr, cancellationToken).ConfigureAwait(false))
                return (stop, null);
            statistics.CountInterrupt(target.Ipsr, ipsr, IsReturn(flow, ipsr));
            if (policy == InterruptPolicy.Enter)
                return (stop, new RunOutcome.StepDone($"An interrupt came in: stopped in the handler of {ExceptionNames.Name((int)target.Ipsr)}."));
            if (await RunHandlerAsync(cancellationToken).ConfigureAwait(false) is { } outcome)
                return (stop, outcome);
            if (target.Pc != pc || target.Sp != sp || target.Ipsr != ipsr)
                return (stop, null); // the instruction had run before the interrupt came
            if (handlers == MostHandlers)
                return (stop, new RunOutcome.StepDone($"{MostHandlers} interrupts in a row came in before the instruction at 0x{pc:x8}. Use \"stepInterrupts\": \"mask\" to step here."));
        }
    }

    // Null when it is back at the interrupted place.
    private async ValueTask<RunOutcome?> RunHandlerAsync(CancellationToken cancellationToken)
    {
        FrameIdentity frame = await frames.CurrentFrameAsync(cancellationToken).ConfigureAwait(false);
        if (frame is not { CallerPc: { } callerPc, ReturnSp: { } returnSp })
            return new RunOutcome.StepDone($"An interrupt came in, and where it returns to is not known ({frame.EndReason}).");
        RunOutcome? outcome = await calls.FinishHandlerAsync(callerPc, returnSp, frame.CallerIpsr, cancellationToken).ConfigureAwait(false);
        return outcome is RunOutcome.StepDone
            ? null
            : outcome ?? new RunOutcome.StepDone("An interrupt came in: no breakpoint comparator is free to run its handler to the end.");
    }

    private async ValueTask<bool> IsInterruptedAsync(ThumbFlow? flow, uint before, CancellationToken cancellationToken)
    {
        uint ipsr = target.Ipsr;
        if (ipsr == before || ipsr == 0 || (ipsr <= LastFault && !IsReturn(flow, before)) || (ipsr == SupervisorCall && flow?.Kind == ThumbFlowKind.SupervisorCall))
            return false;
        if (!IsReturn(flow, before))
            return true;
        // A return to the handler that was preempted, or another one that is entered instead (tail-chaining)?
        byte[] table = await target.Memory.ReadAsync(VectorTableOffset, 4, cancellationToken).ConfigureAwait(false);
        uint address = (table.Length == 4 ? BitConverter.ToUInt32(table) : 0) + 4 * ipsr;
        byte[] vector = await target.Memory.ReadAsync(address, 4, cancellationToken).ConfigureAwait(false);
        return vector.Length == 4 && (BitConverter.ToUInt32(vector) & ~1u) == target.Pc;
    }

    private static bool IsReturn(ThumbFlow? flow, uint ipsr) => ipsr != 0 && flow?.Kind == ThumbFlowKind.IndirectBranch;
}
