using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Judging;

/// <summary>Checks the first stop in a handler against the vector table and the frame that the entry stacked (ARMv7-M ARM B1.5.6, B1.5.7).</summary>
internal sealed class ExceptionEntry(IStepMemory memory)
{
    private const uint VectorTableOffset = 0xE000_ED08;
    private const uint ThreadReturn = 8;
    private const uint ProcessStack = 4;

    /// <summary>Null when PC is not the start of the handler that IPSR names: then nothing was just entered.</summary>
    public async ValueTask<Outcome?> CheckAsync(CoreState before, StepPrediction prediction, CoreState after, CancellationToken cancellationToken)
    {
        if (!await IsHandlerStartAsync(after, cancellationToken).ConfigureAwait(false)) return null;
        uint excReturn = after.R[14];
        if (excReturn >> 28 != 15) return null;
        uint? stack = (excReturn & ProcessStack) == 0 ? after.Sp : after.Psp ?? ProcessFrame(before, excReturn);
        if (stack is not { } address || await ExceptionFrame.ReadAsync(memory, address, excReturn, cancellationToken).ConfigureAwait(false) is not { } frame)
            return new Outcome(null);
        // An exception return may be preempted before it executes; then there is a frame as at any other instruction.
        bool isChain = prediction.Kind == PredictionKind.ExceptionReturn && (frame.ReturnAddress & ~1u) != before.Pc;
        return new Outcome(isChain ? CheckChain(prediction, after, excReturn) : CheckFrame(before, prediction, frame, excReturn));
    }

    /// <summary>Whether PC is where the vector table has the handler of IPSR.</summary>
    public async ValueTask<bool> IsHandlerStartAsync(CoreState after, CancellationToken cancellationToken) =>
        await WordAsync(VectorTableOffset, cancellationToken).ConfigureAwait(false) is { } table
        && await WordAsync(table + 4 * after.Ipsr, cancellationToken).ConfigureAwait(false) is { } handler
        && (handler & ~1u) == after.Pc;

    // A tail-chain leaves the frame where it is: only EXC_RETURN is made anew.
    private static string? CheckChain(StepPrediction prediction, CoreState after, uint excReturn)
    {
        if (prediction.Frame is not { } frame) return null;
        bool isChain = excReturn == prediction.ExcReturn;
        bool isNewEntry = frame.StackBefore - after.Sp >= 0x20 && ((excReturn & ThreadReturn) != 0) == (prediction.Ipsr == 0);
        return isChain || isNewEntry ? null : $"exception {after.Ipsr} was chained to with EXC_RETURN 0x{excReturn:x8} in place of 0x{prediction.ExcReturn:x8}";
    }

    private static string? CheckFrame(CoreState before, StepPrediction prediction, ExceptionFrame frame, uint excReturn)
    {
        bool isRetired = (frame.ReturnAddress & ~1u) == prediction.Pc && prediction.Kind is not (PredictionKind.Fault or PredictionKind.ExceptionReturn);
        if (!isRetired && (frame.ReturnAddress & ~1u) != before.Pc)
            return $"the stacked return address is 0x{frame.ReturnAddress:x8}, neither 0x{before.Pc:x8} nor 0x{prediction.Pc:x8}";
        if ((frame.Xpsr & CoreState.IpsrMask) != before.Ipsr)
            return $"the stacked xPSR 0x{frame.Xpsr:x8} is not of exception {before.Ipsr}";
        if (((excReturn & ThreadReturn) != 0) != (before.Ipsr == 0))
            return $"EXC_RETURN 0x{excReturn:x8} does not lead back to exception {before.Ipsr}";
        uint writes = isRetired ? prediction.Effects.Writes : 0;
        foreach (int register in (ReadOnlySpan<int>)[0, 1, 2, 3, 12, 14])
        {
            if (frame.Core(register) != before.R[register] && (writes >> register & 1) == 0)
                return $"r{register} was stacked as 0x{frame.Core(register):x8}, not 0x{before.R[register]:x8}";
        }

        return null;
    }

    // Where the server has no PSP: the frame lies below the SP of the interrupted code, aligned to 8.
    private static uint? ProcessFrame(CoreState before, uint excReturn) =>
        before.Ipsr == 0 ? (before.Sp & ~7u) - ((excReturn & 0x10) == 0 ? 0x68u : 0x20u) : null;

    private async ValueTask<uint?> WordAsync(uint address, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[4];
        return await memory.TryReadAsync(address, bytes, cancellationToken).ConfigureAwait(false) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : null;
    }

    /// <summary>An entry.</summary>
    /// <param name="Problem">What is wrong with it; null when all fits.</param>
    public sealed record Outcome(string? Problem);
}
