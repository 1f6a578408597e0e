using System.Threading.Tasks.Sources;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;

namespace RspDebug.RspClient.Session;

/// <summary>
/// One request on its way: the bytes to send again, the deadline, and the place where its reply lands. Reused for every
/// request. The link's lock guards all fields but the completion.
/// </summary>
internal sealed class ReplySlot : IValueTaskSource<LinkOutcome>
{
    private ManualResetValueTaskSourceCore<LinkOutcome> _completion;
    private byte[] _payload = new byte[512];
    private byte[] _output = [];
    private int _payloadLength;
    private int _outputLength;

    public ReadOnlyMemory<byte> Frame { get; private set; }

    public RepeatRule Repeat { get; private set; }

    public bool IsResume { get; private set; }

    public bool AcceptsStop { get; private set; }

    public bool CollectsOutput { get; private set; }

    public TimeSpan Timeout { get; private set; }

    public long Deadline { get; set; }

    public bool IsAcked { get; set; }

    public bool HasCandidate { get; set; }

    public bool IsNakPending { get; set; }

    /// <summary>How many 0x03 were sent to end it.</summary>
    public int Interrupts { get; set; }

    /// <summary>Until when a stop is awaited after the first 0x03.</summary>
    public long InterruptEnd { get; set; }

    public bool IsInterrupted => Interrupts > 0;

    public bool IsSent { get; set; }

    /// <summary>A resume with requests behind it in the same write: what comes before its stop and is no answer to a request is its own.</summary>
    public bool HasFollowers { get; set; }

    public int Repeats { get; set; }

    public ReadOnlyMemory<byte> Payload => _payload.AsMemory(0, _payloadLength);

    public ReadOnlyMemory<byte> Output => _output.AsMemory(0, _outputLength);

    public void Reset(ReadOnlyMemory<byte> frame, in ExchangeRules rules)
    {
        _completion.Reset();
        (Frame, Repeat, IsResume, AcceptsStop) = (frame, rules.Repeat, rules.IsResume, rules.AcceptsStop);
        (CollectsOutput, Timeout) = (rules.CollectsOutput, rules.Timeout);
        (IsAcked, HasCandidate, IsNakPending, Repeats) = (frame.IsEmpty, false, false, 0);
        (IsSent, Interrupts, HasFollowers) = (false, 0, false);
        _payloadLength = _outputLength = 0;
    }

    public void SetPayload(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > _payload.Length) _payload = new byte[Math.Max(payload.Length, _payload.Length * 2)];
        payload.CopyTo(_payload);
        _payloadLength = payload.Length;
    }

    public void AddOutput(ReadOnlySpan<byte> digits, int maxSizeInBytes)
    {
        int length = Math.Min(digits.Length / 2, maxSizeInBytes - _outputLength);
        if (_outputLength + length > _output.Length) Array.Resize(ref _output, Math.Max(_output.Length * 2, _outputLength + length));
        HexDigits.TryDecode(digits[..(length * 2)], _output.AsSpan(_outputLength), out int written);
        _outputLength += written;
    }

    public ValueTask<LinkOutcome> WaitAsync() => new(this, _completion.Version);

    // The continuation runs on the thread that completes: that is the reader of the link, and the next packet leaves from there at once.
    public void Complete(LinkOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception error) => _completion.SetException(error);

    LinkOutcome IValueTaskSource<LinkOutcome>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<LinkOutcome>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<LinkOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
