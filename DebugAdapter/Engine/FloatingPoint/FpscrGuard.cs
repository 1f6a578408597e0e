using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>Looks at FPSCR before and after each single-step, and around what tools do while the target is halted; undoes what they did to it, counts and reports it.</summary>
/// <remarks>The decisions are <see cref="FpscrRules"/> and <see cref="FpscrControlBits"/>; this class reads, writes and counts. It costs one packet a step.</remarks>
internal sealed partial class FpscrGuard(TargetState target, FpscrMode mode, Action<string> report)
{
    // A server that twice does not hold what was restored cannot be helped: more writes would only do more harm.
    internal const int FailuresUntilReportOnly = 2;

    private const uint IpsrMask = 0x1FF;

    private readonly FpscrAccess _access = new(target, report);
    private int _failures;

    /// <summary>Values written back so far.</summary>
    public int Restored { get; private set; }

    /// <summary>Changes that execution cannot have made.</summary>
    public int Faults { get; private set; }

    /// <summary>What is known of the server's numbering.</summary>
    public FpscrTrust Trust => _access.Trust;

    /// <summary>Begins: is what the server calls <c>fpscr</c> the core's FPSCR? Costs two or three packets where the core can tell.</summary>
    /// <param name="hasDebugRegisters">The core's debug components can be reached.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask PrepareAsync(bool hasDebugRegisters, CancellationToken cancellationToken)
    {
        if (mode == FpscrMode.Off || !hasDebugRegisters || !_access.IsAvailable)
            return;
        _access.Enable();
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await _access.CompareAsync(isFloat: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what the rules need before a step.</summary>
    public async ValueTask<Before> BeforeAsync(ThumbFlow? instruction, CancellationToken cancellationToken)
    {
        // Rule 1: nothing to compare.
        if (mode == FpscrMode.Off || instruction is not { } flow || !_access.IsAvailable
            || await _access.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } value)
            return default;
        _access.WantNext();
        uint storeBase = flow.BaseRegister >= 0 ? target.R(flow.BaseRegister) : 0;
        return new Before(true, flow, value, target.Xpsr, storeBase, _access.Trust);
    }

    /// <summary>Reads FPSCR again and, when a tool changed it, puts the program's value back.</summary>
    public async ValueTask AfterAsync(Before before, CancellationToken cancellationToken)
    {
        if (!before.IsWatched || await _access.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } after)
            return;
        await _access.CompareAsync(before.Instruction.Has(ThumbTraits.FloatingPoint), cancellationToken).ConfigureAwait(false);
        // Found to be another register meanwhile: the two values are not of one register.
        if (after == before.Fpscr || _access.Trust == FpscrTrust.Misnumbered != (before.Trust == FpscrTrust.Misnumbered))
            return;
        var observation = new StepObservation
        {
            Instruction = before.Instruction,
            IsConditional = ItState.IsActive(before.Xpsr),
            PcAfter = target.Pc,
            XpsrBefore = before.Xpsr,
            XpsrAfter = target.Xpsr,
            FpscrBefore = before.Fpscr,
            FpscrAfter = after,
            StoreBase = before.StoreBase,
            InterruptsMasked = !target.Link.StepsLetInterruptsIn,
        };
        if (FpscrRules.Judge(observation) != FpscrVerdict.ToolFault)
            return;
        FpContext? context = await ReadContextAsync(cancellationToken).ConfigureAwait(false);
        if (context is null || FpscrRules.Judge(observation with { ContextAfter = context }) != FpscrVerdict.ToolFault)
            return;
        await UndoAsync($"while stepping 0x{before.Instruction.Address:x8}", before.Fpscr, after, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The same behind a block that the server stepped through by itself. No instruction of it is an FP instruction, an exception return or a
    /// write to a special register, so that FPSCR has to be what it was; a store alone changes nothing before the next FP instruction.
    /// </summary>
    /// <param name="before">What was read before.</param>
    /// <param name="block">The block's first address and the first one past it.</param>
    /// <param name="mayEndHere">PC is where the block leads to; elsewhere an exception was taken.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask AfterBlockAsync(Before before, (uint Start, uint End) block, bool mayEndHere, CancellationToken cancellationToken)
    {
        if (!before.IsWatched || await _access.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } after)
            return;
        await _access.CompareAsync(isFloat: false, cancellationToken).ConfigureAwait(false);
        bool isOneRegister = _access.Trust == FpscrTrust.Misnumbered == (before.Trust == FpscrTrust.Misnumbered);
        bool isSameContext = mayEndHere && ((before.Xpsr ^ target.Xpsr) & IpsrMask) == 0;
        if (after != before.Fpscr && isOneRegister && isSameContext)
            await UndoAsync($"while stepping 0x{block.Start:x8} to 0x{block.End:x8}", before.Fpscr, after, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask UndoAsync(string when, uint wanted, uint found, CancellationToken cancellationToken)
    {
        // The last moment to notice that it is another register that changed, and that would be written.
        if (await _access.IsMisnumberedAsync(found, cancellationToken).ConfigureAwait(false))
            return;
        bool isDoubtful = _access.Trust == FpscrTrust.Unproven && target.IsRegisterWritten;
        Faults++;
        string what = $"The server altered FPSCR {when}: 0x{wanted:x8} became 0x{found:x8}";
        if (mode == FpscrMode.Report || isDoubtful || _failures >= FailuresUntilReportOnly)
        {
            string why = mode == FpscrMode.Report ? " (\"fpscr\": \"report\")"
                : isDoubtful ? ", because it is not sure yet that the server's fpscr is FPSCR" : ", because this server did not take the value back before";
            report($"{what}. It was left as it is{why}.");
            return;
        }

        uint? readBack = await _access.WriteAsync(wanted, cancellationToken).ConfigureAwait(false);
        if (readBack == wanted)
        {
            Restored++;
            report($"{what}. The program's value was restored.");
        }
        else
        {
            _failures++;
            report($"{what}. Restoring it failed: the server reads back {(readBack is { } value ? $"0x{value:x8}" : "nothing")}.");
        }
    }

    private async ValueTask<FpContext?> ReadContextAsync(CancellationToken cancellationToken)
    {
        byte[] registers = await target.Memory.ReadAsync(FpContext.FpccrAddress, 8, cancellationToken).ConfigureAwait(false);
        if (registers.Length < 8)
            return null;
        ulong? control = await target.ReadAsync("control", cancellationToken).ConfigureAwait(false);
        return new FpContext(BitConverter.ToUInt32(registers), BitConverter.ToUInt32(registers, 4), control is { } c ? (c & 4) != 0 : null);
    }

    /// <summary>What was read before a step; not watched when FPSCR is not.</summary>
    internal readonly record struct Before(bool IsWatched, ThumbFlow Instruction, uint Fpscr, uint Xpsr, uint StoreBase, FpscrTrust Trust);
}
