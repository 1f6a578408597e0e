using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Stack;

/// <summary>The stack of the current stop, unwound as far as somebody asked and kept until the target runs.</summary>
internal sealed class CallStack(TargetState target, UnwindTables tables) : IFrameProbe
{
    // The top of the stack comes along with the first read: the UI asks for it next.
    private const int StackTopSizeInBytes = 1024;

    private readonly List<UnwindFrame> _frames = [];
    private UnwindResult? _ending;
    private int _generation = -1;

    /// <summary>Unwinds until <paramref name="count"/> frames are known or the stack ends.</summary>
    public async ValueTask<IReadOnlyList<UnwindFrame>> FramesAsync(int count, CancellationToken cancellationToken)
    {
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        Renew();
        if (_frames.Count < count && _ending is null)
        {
            if (count > 1)
                target.Memory.Want(target.Sp, StackTopSizeInBytes);
            // A handler may have interrupted Thread mode on the process stack, whose pointer not every register packet has (OpenOCD).
            if (count > 1 && target.Ipsr != 0 && target.TryFind("psp", out TargetRegister? psp) && target.Values[psp.Index] is null)
            {
                await target.ReadAsync(psp.Name, cancellationToken).ConfigureAwait(false);
                _frames.Clear(); // an innermost frame made before does not know it
            }

            await target.Memory.RunAsync(memory => Extend(memory, count), cancellationToken).ConfigureAwait(false);
        }

        return _frames;
    }

    /// <summary>Why there is no frame behind the last one; null when more may follow.</summary>
    public string? Ending => _ending switch
    {
        UnwindResult.End end => end.Text,
        UnwindResult.Unavailable unavailable => unavailable.Reason,
        _ => null,
    };

    /// <summary>True when the stack was unwound to its natural bottom.</summary>
    public bool EndsAtBottom => _ending is UnwindResult.End { Reason: EndReason.StackBottom };

    /// <inheritdoc/>
    public async ValueTask<uint?> CurrentCfaAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<UnwindFrame> frames = await FramesAsync(1, cancellationToken).ConfigureAwait(false);
        return frames.Count > 0 ? (uint?)frames[0].Cfa?.Value : null;
    }

    /// <inheritdoc/>
    public async ValueTask<FrameIdentity> CurrentFrameAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<UnwindFrame> frames = await FramesAsync(2, cancellationToken).ConfigureAwait(false);
        if (frames.Count == 0)
            return new FrameIdentity(null, null, null, 0, Ending);
        uint? cfa = (uint?)frames[0].Cfa?.Value;
        if (frames.Count == 1)
            return new FrameIdentity(cfa, null, null, 0, Ending);
        UnwindFrame caller = frames[1];
        uint callerIpsr = caller.Exception is null ? target.Ipsr : (uint)(caller.ExceptionNumber ?? 0);
        // Behind an exception return SP is the interrupted code's, which is not the handler's CFA.
        uint? returnSp = caller.Exception is null ? cfa : caller.Registers[CoreRegister.Sp];
        return new FrameIdentity(cfa, returnSp ?? cfa, (uint)caller.Pc.Value, callerIpsr, null);
    }

    private void Renew()
    {
        if (_generation == target.Generation)
            return;
        _generation = target.Generation;
        Forget();
    }

    /// <summary>Unwinds anew: a register or the stack was written.</summary>
    public void Forget()
    {
        _frames.Clear();
        _ending = null;
    }

    private bool Extend(ITargetMemory memory, int count)
    {
        var unwinder = new Unwinder(tables, memory);
        while (_frames.Count < count)
        {
            UnwindResult result = _frames.Count == 0 ? unwinder.TryStart(LiveRegisters.From(target)) : unwinder.TryUnwind(_frames[^1]);
            if (result is UnwindResult.Frame frame)
            {
                _frames.Add(frame.Next);
                continue;
            }

            if (result is not UnwindResult.NeedsMemory)
                _ending = result;
            return false;
        }

        return true;
    }
}
