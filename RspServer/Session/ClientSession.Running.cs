using System.Collections.Concurrent;
using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The part of a session that concerns a running program: the stop reply, its console, its file calls.</summary>
internal sealed partial class ClientSession
{
    // Console packets are cut to this many bytes of text, so that the hex form fits the smallest packet a client takes (400).
    private const int ConsolePieceInBytes = 160;

    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(1);

    private static readonly FileIoReply RefusedCall = new(-1, FileIoReply.NotImplemented, false);

    private readonly PacketWriter _output = new();

    // What a client that does not read may have waiting: text, then packets that it did not acknowledge.
    private const long MostUnreadInBytes = 1 << 20;

    private const int MostUnacknowledged = 4096;

    // What the hub tells is taken at once, whatever the client does, so that none holds up the others.
    private readonly ConcurrentQueue<SessionEvent> _told = new();

    private long _unreadInBytes;

    private int _lostInBytes;

    private volatile bool _isOver;

    /// <summary>Sets the target going; the stop reply follows when it stops.</summary>
    public async ValueTask ResumeAsync(ResumePlan plan, RspThreadId thread, CancellationToken cancellationToken)
    {
        if (WaitsForStop) return;
        WaitsForStop = true;
        await hub.ResumeAsync(plan, thread, this, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends console text in packets of a bearable size; empty text is one empty packet.</summary>
    public async ValueTask SendConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        do
        {
            int length = Math.Min(ConsolePieceInBytes, utf8.Length);
            _output.Clear();
            _output.Text("O"u8).HexBytes(utf8.Span[..length]);
            await SendAsync(_output.Payload, cancellationToken).ConfigureAwait(false);
            utf8 = utf8[length..];
        }
        while (!utf8.IsEmpty);
    }

    /// <summary>The client's answer to a file call; false when none is open.</summary>
    public bool AnswerFileCall(FileIoReply answer)
    {
        if (_fileCall is not { } open) return false;
        _fileCall = null;
        if (answer.Interrupted) hub.Interrupt();
        return open.TrySetResult(answer);
    }

    /// <inheritdoc/>
    public async ValueTask WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        SessionEvent.Console console = Tell(utf8);
        if (Interlocked.Read(ref _unreadInBytes) > MostUnreadInBytes) await console.Shown.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void ShowConsole(ReadOnlyMemory<byte> utf8)
    {
        if (Interlocked.Read(ref _unreadInBytes) > MostUnreadInBytes) Interlocked.Add(ref _lostInBytes, utf8.Length);
        else Tell(utf8);
    }

    /// <inheritdoc/>
    public async ValueTask<FileIoReply> CallAsync(FileIoCall call, CancellationToken cancellationToken)
    {
        if (!options.FileCalls || _closed) return RefusedCall;
        var answer = new TaskCompletionSource<FileIoReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(new SessionEvent.FileCall(call, answer), cancellationToken).ConfigureAwait(false);
        if (_events.Reader.Completion.IsCompleted) _ = answer.TrySetResult(RefusedCall);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void OnRunEnded(TargetStop stop, bool isOwn) => Tell(new SessionEvent.Stopped(stop, isOwn));

    private SessionEvent.Console Tell(ReadOnlyMemory<byte> utf8)
    {
        var console = new SessionEvent.Console(utf8.ToArray(), Interlocked.Exchange(ref _lostInBytes, 0), new(TaskCreationOptions.RunContinuationsAsynchronously));
        Interlocked.Add(ref _unreadInBytes, utf8.Length);
        Tell(console);
        if (_isOver) _ = console.Shown.TrySetResult();
        return console;
    }

    // The loop looks here behind each event; a queue that is full has events.
    private void Tell(SessionEvent told)
    {
        _told.Enqueue(told);
        _ = _events.Writer.TryWrite(SessionEvent.Wake.Instance);
    }

    private async ValueTask OnConsoleAsync(SessionEvent.Console console, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _unreadInBytes, -console.Utf8.Length);
        _ = console.Shown.TrySetResult();
        if (_link.Backlog > MostUnacknowledged)
        {
            Interlocked.Add(ref _lostInBytes, console.LostBeforeInBytes + console.Utf8.Length);
            return;
        }

        await TellLossAsync(console.LostBeforeInBytes, cancellationToken).ConfigureAwait(false);
        await SendConsoleAsync(console.Utf8, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask TellLossAsync(int lostInBytes, CancellationToken cancellationToken) => lostInBytes == 0 ? ValueTask.CompletedTask
        : SendConsoleAsync(Encoding.UTF8.GetBytes($"\n[{lostInBytes} bytes of the program's output are left out here: this client did not read them]\n"), cancellationToken);

    private async ValueTask OnStoppedAsync(SessionEvent.Stopped stopped, CancellationToken cancellationToken)
    {
        if (!WaitsForStop) return;
        WaitsForStop = false;
        TargetStop stop = SeenStop = stopped.Stop;
        await TellLossAsync(Interlocked.Exchange(ref _lostInBytes, 0), cancellationToken).ConfigureAwait(false);
        _output.Clear();
        await StopReplyWriter.WriteAsync(this, stop, stopped.IsOwn, _output, cancellationToken).ConfigureAwait(false);
        // The stub may shut down for the very end that this tells.
        using CancellationTokenSource? limit = stop is TargetStop.Lost or TargetStop.Exited ? new CancellationTokenSource(LastWordsLimit, options.Time) : null;
        await SendAsync(_output.Payload, limit?.Token ?? cancellationToken).ConfigureAwait(false);
        if (stop is TargetStop.Lost && !IsExtended) Close();
    }

    // The target is gone and the stub shuts down for it: a client that waits for its stop is still told why the link closes.
    private async ValueTask TellEndAsync()
    {
        try
        {
            while (_told.TryDequeue(out SessionEvent? next))
            {
                if (next is SessionEvent.Stopped { Stop: TargetStop.Lost or TargetStop.Exited } end) await OnStoppedAsync(end, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // It does not listen any more.
        }
    }

    private async ValueTask OnFileCallAsync(SessionEvent.FileCall call, CancellationToken cancellationToken)
    {
        if (!WaitsForStop)
        {
            _ = call.Answer.TrySetResult(RefusedCall);
            return;
        }

        _fileCall = call.Answer;
        _output.Clear();
        _output.Text("F"u8).Text(call.Call.ToPacketText());
        await SendAsync(_output.Payload, cancellationToken).ConfigureAwait(false);
    }
}
