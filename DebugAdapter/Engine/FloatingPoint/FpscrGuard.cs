using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>Looks at FPSCR before and after each single-step, undoes what a tool did to it, counts and reports it.</summary>
/// <remarks>The decision is <see cref="FpscrRules"/>; this class reads, writes and counts. It costs one packet a step.</remarks>
internal sealed class FpscrGuard(TargetState target, FpscrMode mode, Action<string> report)
{
    // A server that twice does not hold what was restored cannot be helped: more writes would only do more harm.
    internal const int FailuresUntilReportOnly = 2;

    private bool _unavailable;
    private int _failures;

    /// <summary>Values written back so far.</summary>
    public int Restored { get; private set; }

    /// <summary>Changes that execution cannot have made.</summary>
    public int Faults { get; private set; }

    /// <summary>Reads what the rules need before a step.</summary>
    public async ValueTask<Before> BeforeAsync(ThumbFlow? instruction, CancellationToken cancellationToken)
    {
        if (mode == FpscrMode.Off || _unavailable || instruction is not { } flow)
            return default;
        if (!target.TryFind("fpscr", out TargetRegister? register))
        {
            _unavailable = true; // rule 1
            return default;
        }

        if (await target.ReadAsync(register.Name, cancellationToken).ConfigureAwait(false) is not { } value)
            return default;
        target.WantedNext = register;
        uint storeBase = flow.BaseRegister >= 0 ? target.R(flow.BaseRegister) : 0;
        return new Before(register, flow, (uint)value, target.Xpsr, storeBase);
    }

    /// <summary>Reads FPSCR again and, when a tool changed it, puts the program's value back.</summary>
    public async ValueTask AfterAsync(Before before, CancellationToken cancellationToken)
    {
        if (before.Register is not { } register
            || await target.ReadAsync(register.Name, cancellationToken).ConfigureAwait(false) is not { } after
            || (uint)after == before.Fpscr)
            return;
        var observation = new StepObservation
        {
            Instruction = before.Instruction,
            IsConditional = ItState.IsActive(before.Xpsr),
            PcAfter = target.Pc,
            XpsrBefore = before.Xpsr,
            XpsrAfter = target.Xpsr,
            FpscrBefore = before.Fpscr,
            FpscrAfter = (uint)after,
            StoreBase = before.StoreBase,
            InterruptsMasked = !target.Link.StepsLetInterruptsIn,
        };
        if (FpscrRules.Judge(observation) != FpscrVerdict.ToolFault)
            return;
        FpContext? context = await ReadContextAsync(cancellationToken).ConfigureAwait(false);
        if (context is null || FpscrRules.Judge(observation with { ContextAfter = context }) != FpscrVerdict.ToolFault)
            return;
        await UndoAsync(register, before, (uint)after, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask UndoAsync(TargetRegister register, Before before, uint after, CancellationToken cancellationToken)
    {
        Faults++;
        string what = $"The server altered FPSCR while stepping 0x{before.Instruction.Address:x8}: 0x{before.Fpscr:x8} became 0x{after:x8}";
        if (mode == FpscrMode.Report || _failures >= FailuresUntilReportOnly)
        {
            report($"{what}. It was left as it is{(mode == FpscrMode.Report ? " (\"fpscr\": \"report\")" : ", because this server did not take the value back before")}.");
            return;
        }

        await target.WriteAsync(register, before.Fpscr, cancellationToken).ConfigureAwait(false);
        ulong? readBack = await target.ReadAsync(register.Name, cancellationToken).ConfigureAwait(false);
        if (readBack == before.Fpscr)
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

    /// <summary>What was read before a step; empty when FPSCR is not watched.</summary>
    internal readonly record struct Before(TargetRegister? Register, ThumbFlow Instruction, uint Fpscr, uint Xpsr, uint StoreBase);
}
