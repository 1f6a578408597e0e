using System.Text;
using System.Threading.Channels;
using RspDebug.RspServer.Commands;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>One client from connect to close: a loop over its events, and the protocol state that is its own.</summary>
internal sealed partial class ClientSession(int number, Stream stream, TargetHub hub, RspStubOptions options) : IRunWaiter
{
    private const int ReceiveSizeInBytes = 4096;
    private const int QueuedEvents = 64;

    private readonly Channel<SessionEvent> _events = Channel.CreateBounded<SessionEvent>(QueuedEvents);
    private readonly ClientLink _link = new(stream, options.Personality, options.Time);
    private readonly FrameDecoder _decoder = new(options.Personality.PacketSizeInBytes + FramingAllowanceInBytes);
    private readonly LinkNoise? _noise = options.Personality.FaultsFromClient.AreNone ? null : new LinkNoise(options.Personality.FaultsFromClient);
    private readonly PacketWriter _reply = new();
    private TaskCompletionSource<FileIoReply>? _fileCall;
    private long _handledBytes;
    private int _heard;
    private bool _naksForEver;
    private bool _closed;

    // gdb counts "$#cc" in or out of PacketSize depending on its version; both fit.
    private const int FramingAllowanceInBytes = 16;

    public int Number => number;

    public TargetHub Hub => hub;

    public ITargetAccess Target => hub.Target;

    public RspStubOptions Options => options;

    public StubPersonality Personality => options.Personality;

    /// <summary>The client reads <c>E.text</c> (it sent <c>error-message+</c>).</summary>
    public bool TakesErrorTexts { get; set; }

    /// <summary>The client sent <c>hwbreak+</c> or <c>swbreak+</c>: stops may name the breakpoint's type.</summary>
    public bool TakesBreakReasons { get; set; }

    /// <summary>Extended mode (<c>!</c>): the session outlives the program.</summary>
    public bool IsExtended { get; set; }

    /// <summary>The thread of <c>Hg</c>; null for the current one.</summary>
    public RspThreadId? GeneralThread { get; set; }

    /// <inheritdoc/>
    public TargetStop? SeenStop { get; set; }

    /// <summary>The target stands where this client was last told; false while it runs and after others have moved it.</summary>
    public bool KnowsWhereTargetIs => !hub.IsRunning && ReferenceEquals(hub.LastStop, SeenStop);

    /// <summary>True while the client waits for a stop reply.</summary>
    public bool WaitsForStop { get; private set; }

    /// <summary>Serves the client until it leaves.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task receiving = ReceiveAsync(ended.Token);
        Task ticking = TickAsync(ended.Token);
        try
        {
            while (!_closed && await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (!_closed && _events.Reader.TryRead(out SessionEvent? next))
                {
                    await OnEventAsync(next, cancellationToken).ConfigureAwait(false);
                    while (!_closed && _told.TryDequeue(out SessionEvent? told)) await OnEventAsync(told, cancellationToken).ConfigureAwait(false);
                }

                options.Observer?.OnIdle(number, _handledBytes, WaitsForStop);
            }
        }
        catch (IOException)
        {
            // The client went away in the middle of a reply; leaving is all there is to do.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellEndAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            hub.StopWaiting(this);
            _ = _events.Writer.TryComplete();
            _ = _fileCall?.TrySetResult(RefusedCall);
            while (_events.Reader.TryRead(out SessionEvent? unseen)) _ = (unseen as SessionEvent.FileCall)?.Answer.TrySetResult(RefusedCall);
            _isOver = true;
            while (_told.TryDequeue(out SessionEvent? untold)) _ = (untold as SessionEvent.Console)?.Shown.TrySetResult();
            await Task.WhenAll(receiving, ticking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives up what the client holds. When it was the last, the target runs on, if it is to.</summary>
    public async ValueTask LeaveTargetAsync(CancellationToken cancellationToken)
    {
        await hub.ReleaseAsync(number, cancellationToken).ConfigureAwait(false);
        if (hub.Detach(number) && options.ResumeWhenLastClientLeaves) await hub.RunFreeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session after the reply under way.</summary>
    public void Close() => _closed = true;

    /// <summary>Acknowledgements off, after the reply under way.</summary>
    public void StopAcknowledging() => _stopAcknowledging = true;

    /// <summary>A fresh connection's acknowledgement state.</summary>
    public void StartAcknowledging() => _link.StartAcknowledging();

    private bool _stopAcknowledging;

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[ReceiveSizeInBytes];
        int count;
        do
        {
            try
            {
                count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                count = 0;
            }

            await PostAsync(new SessionEvent.Received(buffer.AsSpan(0, count).ToArray()), cancellationToken).ConfigureAwait(false);
        }
        while (count > 0);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (Personality.KeepAlive is not { } period) return;
        using var timer = new PeriodicTimer(period, options.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            await PostAsync(new SessionEvent.KeepAlive(), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask PostAsync(SessionEvent next, CancellationToken cancellationToken)
    {
        try
        {
            await _events.Writer.WriteAsync(next, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The session ended while this waited for room; its events no longer interest anybody.
        }
    }

    private ValueTask OnEventAsync(SessionEvent next, CancellationToken cancellationToken) => next switch
    {
        SessionEvent.Received received => OnReceivedAsync(received.Bytes, cancellationToken),
        SessionEvent.Stopped stopped => OnStoppedAsync(stopped, cancellationToken),
        SessionEvent.Console console => OnConsoleAsync(console, cancellationToken),
        SessionEvent.Wake => ValueTask.CompletedTask,
        SessionEvent.FileCall call => OnFileCallAsync(call, cancellationToken),
        SessionEvent.KeepAlive => WaitsForStop ? SendConsoleAsync(default, cancellationToken) : ValueTask.CompletedTask,
        _ => throw new InvalidOperationException(next.ToString()),
    };

    private async ValueTask OnReceivedAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            Close();
            return;
        }

        _handledBytes += bytes.Length;
        _decoder.Push(_noise is null ? bytes.Span : _noise.Pass(bytes.Span));
        while (!_closed && _decoder.TryRead(out Frame frame)) await OnFrameAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask OnFrameAsync(Frame frame, CancellationToken cancellationToken)
    {
        options.Observer?.OnReceived(number, frame.Kind, frame.Payload.Span);
        switch (frame.Kind)
        {
            case FrameKind.Ack:
                await _link.OnAckAsync(cancellationToken).ConfigureAwait(false);
                break;
            case FrameKind.Nak when Personality.NakEndsSession:
                Close();
                break;
            case FrameKind.Nak:
                await _link.OnNakAsync(cancellationToken).ConfigureAwait(false);
                break;
            case FrameKind.Interrupt:
                hub.Interrupt();
                break;
            case FrameKind.Packet when Mishears():
            case FrameKind.BadChecksum:
                await OnBadChecksumAsync(cancellationToken).ConfigureAwait(false);
                break;
            default:
                await OnPacketAsync(frame, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask OnBadChecksumAsync(CancellationToken cancellationToken)
    {
        if (Personality.BadChecksum == ChecksumReaction.Disconnect)
        {
            Close();
        }
        else if (!_link.Acknowledges)
        {
            // Nobody can ask for it again, and a damaged order must not be carried out.
            _reply.Clear();
            this.WriteError(new TargetStatus(TargetStatusCode.Failed, "packet arrived with a wrong checksum"), _reply);
            await SendAsync(_reply.Payload, cancellationToken).ConfigureAwait(false);
        }
        else if (Personality.BadChecksum is ChecksumReaction.Nak or ChecksumReaction.NakForEver)
        {
            _naksForEver |= Personality.BadChecksum == ChecksumReaction.NakForEver;
            await _link.SendMarkAsync('-', cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask OnPacketAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_link.Acknowledges)
        {
            await _link.OnPacketAsync(cancellationToken).ConfigureAwait(false);
            await _link.SendMarkAsync('+', cancellationToken).ConfigureAwait(false);
        }

        if (CommandTable.IsListed(Personality.SilentPackets, frame.Payload.Span)) return;
        await SendBesidesAsync(isBefore: true, cancellationToken).ConfigureAwait(false);
        _reply.Clear();
        CommandOutcome outcome = CommandOutcome.Reply;
        if (frame.Kind != FrameKind.Packet) this.WriteMalformed(_reply);
        else outcome = await CommandTable.ExecuteAsync(this, frame.Payload, _reply, cancellationToken).ConfigureAwait(false);
        if (outcome == CommandOutcome.Reply) await SendAsync(_reply.Payload, cancellationToken).ConfigureAwait(false);
        await SendBesidesAsync(isBefore: false, cancellationToken).ConfigureAwait(false);
        if (!_stopAcknowledging) return;
        _stopAcknowledging = false;
        // What waits for an acknowledgement of console text goes out first.
        await _link.OnPacketAsync(cancellationToken).ConfigureAwait(false);
        _link.StopAcknowledging();
    }

    private bool Mishears() => _naksForEver || (Personality.MishearsEvery > 0 && ++_heard % Personality.MishearsEvery == 0);

    // What some servers say around a reply.
    private async ValueTask SendBesidesAsync(bool isBefore, CancellationToken cancellationToken)
    {
        if (isBefore && Personality.LogBeforeReplies is { } log) await SendConsoleAsync(Encoding.UTF8.GetBytes(log), cancellationToken).ConfigureAwait(false);
        for (int count = 0; count < Personality.KeepAlivesAroundReplies; count++) await SendConsoleAsync(default, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        options.Observer?.OnSent(number, payload.Span);
        return _link.SendPacketAsync(payload, cancellationToken);
    }
}
