using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Running the target and stopping it.
public sealed partial class RspSession
{
    private const byte InterruptSignal = 2;
    private string? _thread;
    private bool _isThreadSelected;
    private volatile bool _isInterruptWanted;
    private volatile bool _isStarting;
    private readonly Lock _fileIoLock = new();
    private CancellationTokenSource? _fileIoInterrupt;

    /// <summary>Resumes the target and waits until it stops.</summary>
    /// <param name="action">Continue, step, or step within a range.</param>
    /// <param name="cancellationToken">Interrupts the target; the call then still returns its stop reply.</param>
    /// <returns>The stop reply. A step over its time limit is interrupted and returns that stop.</returns>
    /// <exception cref="InvalidOperationException">The target runs already, or the stub has no range step.</exception>
    /// <exception cref="RspRefusedException">The stub cannot resume the target.</exception>
    /// <exception cref="RspTransportException">The link is lost, or the target does not answer an interrupt.</exception>
    public async Task<StopReply> ResumeAsync(ResumeAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (action is ResumeAction.RangeStep && !Capabilities.HasRangeStep) throw new InvalidOperationException("The stub has no range step.");
        var request = new ResumeRequest(action, Capabilities.HasVCont, _thread);
        ReplySlot slot = await StartAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using CancellationTokenRegistration interrupt = cancellationToken.UnsafeRegister(static session => ((RspSession)session!).Interrupt(), this);
            StopReply stop = await WaitForStopAsync(request, slot, cancellationToken).ConfigureAwait(false);
            Remember(stop);
            return stop;
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>Asks a running target to stop; the stop reply goes to whoever resumed it. Does nothing when it does not run.</summary>
    /// <returns>False when the target does not run.</returns>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public ValueTask<bool> InterruptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is { } failure) throw failure;
        return new ValueTask<bool>(Interrupt());
    }

    private bool Interrupt()
    {
        if (!_isRunning && !_isStarting) return false;
        _isInterruptWanted = true;
        _link.TryInterrupt();
        lock (_fileIoLock) _fileIoInterrupt?.Cancel();
        return true;
    }

    private async ValueTask<ReplySlot> StartAsync(ResumeRequest request, CancellationToken cancellationToken)
    {
        // An interrupt from here on is for this run, also while the thread is selected.
        if (!_isRunning) (_isInterruptWanted, _isStarting) = (false, true);
        try
        {
            using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
            if (_isRunning) throw new InvalidOperationException("The target is running already.");
            cancellationToken.ThrowIfCancellationRequested();
            MayHoldInterrupt = false;
            InterruptsSent = 0;
            await SelectThreadForResumeAsync(request).ConfigureAwait(false);
            return SendResume(request);
        }
        finally
        {
            _isStarting = false;
        }
    }

    private async ValueTask SelectThreadForResumeAsync(ResumeRequest request)
    {
        if (request.UseVCont || _isThreadSelected) return;
        await ExchangeInsideAsync<SelectThreadRequest, Acknowledgement>(new SelectThreadRequest('c', "0")).ConfigureAwait(false);
        _isThreadSelected = true;
    }

    private ReplySlot SendResume<TRequest>(TRequest request, bool saysInterrupt = false)
        where TRequest : struct, IRequest<ResumeOutcome>
    {
        ReplySlot slot = Send<TRequest, ResumeOutcome>(request);
        _isRunning = true;
        _link.MarkSent(slot);
        // An interrupt that was asked for before the packet left goes out behind it.
        if (_isInterruptWanted) _link.TryInterrupt(isTold: saysInterrupt);
        return slot;
    }

    private async ValueTask<StopReply> WaitForStopAsync(ResumeRequest request, ReplySlot slot, CancellationToken cancellationToken)
    {
        while (true)
        {
            LinkOutcome result = await slot.WaitAsync().ConfigureAwait(false);
            InterruptsSent += slot.Interrupts;
            if (result == LinkOutcome.TimedOut)
            {
                _link.Return(slot);
                return await AskForStopAsync(request).ConfigureAwait(false);
            }

            if (FileIoRequest.TryParse(slot.Payload.Span, out FileIoRequest call))
            {
                _link.Return(slot);
                slot = await ServeFileIoAsync(call, request.Timeout, cancellationToken).ConfigureAwait(false);
                continue;
            }

            ResumeOutcome outcome = TakeReply<ResumeRequest, ResumeOutcome>(request, slot);
            ThrowIfRefused<ResumeRequest, ResumeOutcome>(request, outcome.Status, outcome.Error);
            return outcome.Stop!;
        }
    }

    // OpenOCD answers a failed resume with nothing at all, and an interrupt of a halted target neither: "?" tells.
    private async ValueTask<StopReply> AskForStopAsync(ResumeRequest request)
    {
        MayHaveLostBreakpoints = true;
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        using var lease = new GateLease(_gate);
        ReplySlot slot = Send<HaltReasonRequest, ResumeOutcome>(default);
        if (await slot.WaitAsync().ConfigureAwait(false) != LinkOutcome.Reply) throw TimedOut<ResumeRequest, ResumeOutcome>(request);
        ResumeOutcome outcome = TakeReply<HaltReasonRequest, ResumeOutcome>(default, slot);
        ThrowIfRefused<HaltReasonRequest, ResumeOutcome>(default, outcome.Status, outcome.Error);
        return outcome.Stop!;
    }

    private async ValueTask<ReplySlot> ServeFileIoAsync(FileIoRequest call, TimeoutClass timeout, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        using var lease = new GateLease(_gate);
        FileIoResult result = _options.FileIo is { } handler
            ? await ServeAsync(handler, call, cancellationToken).ConfigureAwait(false)
            : FileIoResult.NotImplemented;
        bool isInterrupted = result.IsInterrupted || _isInterruptWanted;
        return SendResume(new FileIoReplyRequest(result.Value, result.ErrorNumber, isInterrupted, timeout), isInterrupted);
    }

    // A call that waits for the user, such as a read of the console, ends when the target is to stop.
    private async ValueTask<FileIoResult> ServeAsync(IFileIoHandler handler, FileIoRequest call, CancellationToken cancellationToken)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_fileIoLock) _fileIoInterrupt = interrupt;
        try
        {
            if (_isInterruptWanted) await interrupt.CancelAsync().ConfigureAwait(false);
            return await handler.HandleAsync(call, new FileIoMemory(this), interrupt.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_fileIoLock) _fileIoInterrupt = null;
        }
    }

    private void Remember(StopReply stop)
    {
        RememberThread(stop);
        // One of the interrupts made the stop if that says so; what is left over may still be in the stub.
        MayHoldInterrupt = InterruptsSent > (stop is StopReply.Stopped { SignalNumber: InterruptSignal } ? 1 : 0);
    }

    // gdbstub servers reject a thread id of 0; "-1" means all.
    private void RememberThread(StopReply stop)
    {
        if (stop is not StopReply.Stopped { Thread: { } thread }) return;
        _thread = thread.AsSpan().Trim('0').Length > 0 && thread is not "-1" ? thread : null;
    }

    private sealed class FileIoMemory(RspSession session) : IFileIoMemory
    {
        public ValueTask<int> ReadAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken) =>
            session.ReadInsideAsync(address, destination, cancellationToken);

        public ValueTask WriteAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
            session.WriteInsideAsync(address, data, cancellationToken);
    }
}
