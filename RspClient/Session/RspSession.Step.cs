using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

// A step with the reads that follow every step in the same write: one round trip instead of two.
public sealed partial class RspSession
{
    /// <summary>Steps one instruction and reads the registers of its stop by <c>g</c>, and one more by <c>p</c>, all sent in one write.</summary>
    /// <param name="besides">A register of <see cref="Registers"/> that <c>g</c> does not have; null for none.</param>
    /// <param name="cancellationToken">Interrupts the target; the call then still returns its stop reply.</param>
    /// <remarks>
    /// For stubs that carry a step out before they read the next packet, and with acknowledgements off: seen on OpenOCD 0.12
    /// (gdb_server.c, <c>gdb_input_inner</c>: one packet after the other from its buffer, <c>vCont;s</c> without returning to it).
    /// QEMU stops at any byte that comes while it runs.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The target runs already, or acknowledgements are on.</exception>
    /// <exception cref="RspRefusedException">The stub cannot step the target.</exception>
    /// <exception cref="RspTransportException">The link is lost, or the target does not answer an interrupt.</exception>
    public async ValueTask<SteppedRegisters> StepAndReadAsync(RegisterInfo? besides, CancellationToken cancellationToken)
    {
        if (!Capabilities.IsNoAckMode) throw new InvalidOperationException("Requests behind a step need a link without acknowledgements.");
        var request = new ResumeRequest(ResumeAction.Step.Instance, Capabilities.HasVCont, _thread);
        var reads = new ReadsTogether(Registers, besides is not null && Capabilities.SingleRegister == Support.Yes ? CheckAndNumber(besides) : null);
        ReplySlot slot = await StartAsync(request, reads, cancellationToken).ConfigureAwait(false);
        try
        {
            using CancellationTokenRegistration interrupt = cancellationToken.UnsafeRegister(static session => ((RspSession)session!).Interrupt(), this);
            return await FinishStepAsync(request, slot, reads, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async ValueTask<SteppedRegisters> FinishStepAsync(ResumeRequest request, ReplySlot slot, ReadsTogether reads, CancellationToken cancellationToken)
    {
        LinkOutcome result = await slot.WaitAsync().ConfigureAwait(false);
        // The answers to the reads come whatever the step did; left untaken they would answer later requests.
        bool areRead = await TryTakeAsync(reads).ConfigureAwait(false);
        if (!areRead) await ResynchroniseAsync("g and p behind a step").ConfigureAwait(false);
        StopReply stop;
        if (result == LinkOutcome.TimedOut)
        {
            InterruptsSent += slot.Interrupts;
            _link.Return(slot);
            stop = await AskForStopAsync(request).ConfigureAwait(false);
            areRead = false;
        }
        else
        {
            // A system call of the program comes before the stop: the reads were answered in the middle of it.
            areRead &= StopReply.IsStopReply(slot.Payload.Span);
            stop = await WaitForStopAsync(request, slot, cancellationToken).ConfigureAwait(false);
        }

        Remember(stop);
        bool isUsable = areRead && stop is StopReply.Stopped && reads.Whole.Status == ReplyStatus.Ok;
        return isUsable ? new SteppedRegisters(stop, reads.Snapshot, reads.Besides) : new SteppedRegisters(stop, null, null);
    }

    private async ValueTask<ReplySlot> StartAsync(ResumeRequest request, ReadsTogether reads, CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (_isRunning) throw new InvalidOperationException("The target is running already.");
        cancellationToken.ThrowIfCancellationRequested();
        await SelectThreadForResumeAsync(request).ConfigureAwait(false);
        _isInterruptWanted = MayHoldInterrupt = false;
        InterruptsSent = 0;
        RspTimeouts limits = _options.Timeouts;
        // They wait for the step too.
        TimeSpan limit = limits.Step < TimeSpan.Zero || limits.Interrupt < TimeSpan.Zero ? System.Threading.Timeout.InfiniteTimeSpan : limits.Step + limits.Interrupt + limits.Query;
        _link.BeginBatch();
        ReplySlot slot = Append<ResumeRequest, ResumeOutcome>(request);
        slot.HasFollowers = true;
        Append(reads, limit);
        _link.SendBatch(1 + reads.Count);
        _isRunning = true;
        _link.MarkSent(slot);
        if (_isInterruptWanted) _link.TryInterrupt();
        return slot;
    }
}
