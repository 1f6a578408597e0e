using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

/// <summary>
/// A stub for tests: a small ARM target, the personality of a server, and a count of every packet. It is told what to do by
/// <see cref="Options"/>, <see cref="Target"/>, <see cref="On"/> and <see cref="Faults"/>, and reached in memory
/// (<see cref="ConnectInMemory"/>) or over TCP (<see cref="Listen"/>). Nothing in it depends on time.
/// </summary>
/// <example><code>
/// FakeStub stub = FakePersonalities.OpenOcd();
/// stub.Target.Pc = 0x100;
/// stub.On("qRcmd,", request => "OK");
/// await using FakeStubListener listener = stub.Listen();      // attach to listener.GdbTarget
/// stub.Counts.Reset();
/// // one instruction step ...
/// Assert.That(stub.Counts.Total, Is.LessThanOrEqualTo(3), string.Join('\n', stub.Counts.Requests));
/// </code></example>
public sealed partial class FakeStub
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _input = new();
    private readonly List<(string Prefix, Func<string, string?> Reply)> _overrides = [];
    private readonly Queue<byte[]> _held = new();
    private readonly Queue<byte[]> _inbox = new();
    private bool _isFeeding;
    private Action<byte[]>? _send;
    private Action? _drop;
    private byte[]? _lastSent;
    private bool _usesAcks = true;

    /// <summary>Creates a stub.</summary>
    /// <param name="options">Its personality; the default knows every packet.</param>
    public FakeStub(FakeStubOptions? options = null) => Options = options ?? new FakeStubOptions();

    /// <summary>The personality; may be changed between two requests.</summary>
    public FakeStubOptions Options { get; set; }

    /// <summary>The chip.</summary>
    public FakeTarget Target { get; } = new();

    /// <summary>What was asked.</summary>
    public PacketCounts Counts { get; } = new();

    /// <summary>What goes wrong, by the number of the request (from 1) and its text.</summary>
    public Func<int, string, FakeFault> Faults { get; set; } = (_, _) => FakeFault.None;

    /// <summary>True between a resume and its stop.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>How often the client acknowledged, and asked again.</summary>
    public (int Acks, int Naks) ClientAnswers { get; private set; }

    /// <summary>
    /// Answers requests that begin with a text; the newest rule wins. A null reply says nothing; <see cref="NotHandled"/> leaves it to the stub.
    /// </summary>
    public FakeStub On(string prefix, Func<string, string?> reply)
    {
        lock (_lock) _overrides.Insert(0, (prefix, reply));
        return this;
    }

    /// <summary>The reply of a rule that does not apply.</summary>
    public const string NotHandled = "\0not handled";

    /// <summary>Connects a client in memory: replies arrive before its write returns.</summary>
    /// <param name="writes">Takes the text of each write of the client, which may hold several packets.</param>
    public InMemoryTransport ConnectInMemory(ICollection<string>? writes = null)
    {
        var transport = new InMemoryTransport(bytes =>
        {
            writes?.Add(Encoding.Latin1.GetString(bytes));
            Feed(bytes);
        });
        Attach(transport.Receive, transport.Close);
        return transport;
    }

    /// <summary>Opens a free TCP port on this machine.</summary>
    public FakeStubListener Listen() => new(this);

    /// <summary>Connects the stub to a link of any kind.</summary>
    /// <param name="send">Takes what the stub sends.</param>
    /// <param name="drop">Breaks the link.</param>
    public void Attach(Action<byte[]> send, Action drop)
    {
        lock (_lock)
        {
            (_send, _drop) = (send, drop);
            _usesAcks = true;
            _lastSent = null;
            _input.Clear();
        }
    }

    /// <summary>Takes bytes of the client, in any split.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            // What the client sends from inside a reply waits until the request before it is done with.
            _inbox.Enqueue(bytes.ToArray());
            if (_isFeeding) return;
            _isFeeding = true;
            try
            {
                while (_inbox.TryDequeue(out byte[]? next)) Array.ForEach(next, Take);
            }
            finally
            {
                _isFeeding = false;
            }
        }
    }

    /// <summary>Breaks the link.</summary>
    public void DropLink()
    {
        lock (_lock) _drop?.Invoke();
    }

    /// <summary>Sends a packet unasked.</summary>
    public void SendPacket(string payload)
    {
        lock (_lock) Send(FakeFraming.Frame(payload, Options.UsesRunLength));
    }

    /// <summary>Sends console text.</summary>
    public void SendConsole(string text) => SendPacket("O" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)));

    /// <summary>Sends a notification: <c>oocd_keepalive:01</c>.</summary>
    public void SendNotification(string payload) => SendRaw(FakeFraming.Frame(payload, start: '%'));

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(byte[] bytes)
    {
        lock (_lock) Send(bytes);
    }

    /// <summary>Sends the replies that <see cref="FakeFault.HoldReply"/> kept back.</summary>
    public void ReleaseReplies()
    {
        lock (_lock)
        {
            while (_held.TryDequeue(out byte[]? reply)) Send(reply);
        }
    }

    private void Take(byte value)
    {
        if (_input.Length == 0 && value != (byte)'$')
        {
            TakeBetweenPackets(value);
            return;
        }

        _input.Append((char)value);
        if (_input.Length < 4 || _input[^3] != '#') return;
        string frame = _input.ToString();
        _input.Clear();
        string body = frame[1..^3];
        bool isGood = int.TryParse(frame.AsSpan(^2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int sum) && sum == (body.Sum(character => character) & 0xff);
        TakePacket(FakeFraming.Unescape(body), isGood);
    }

    private void TakeBetweenPackets(byte value)
    {
        switch (value)
        {
            case (byte)'+':
                ClientAnswers = (ClientAnswers.Acks + 1, ClientAnswers.Naks);
                _lastSent = null;
                break;
            case (byte)'-':
                ClientAnswers = (ClientAnswers.Acks, ClientAnswers.Naks + 1);
                if (_lastSent is { } again) Send(again);
                break;
            case 0x03:
                Counts.AddInterrupt();
                OnInterrupt();
                break;
            default:
                break;
        }
    }

    private void TakePacket(string request, bool isGood)
    {
        if (IsRunning && Options.StopsAtAnyByte)
        {
            StopTarget(FakeStop.Interrupt);
            return;
        }

        int number = Counts.Add(request);
        FakeFault fault = Faults(number, request);
        if (fault == FakeFault.DropLink) _drop?.Invoke();
        if (fault is FakeFault.DropLink or FakeFault.LoseRequest) return;
        if (!isGood || fault == FakeFault.DamageRequest)
        {
            if (Options.SendsNaks && _usesAcks) Send("-"u8.ToArray());
            return;
        }

        if (_usesAcks && Options.SendsAcks && fault != FakeFault.LoseAck) Send(fault == FakeFault.TurnAckIntoNak ? "-"u8.ToArray() : "+"u8.ToArray());
        if (Answer(request) is { } reply) SendReply(reply, fault);
        if (request == "QStartNoAckMode" && Options.HasNoAckMode) _usesAcks = false;
    }

    private void SendReply(string reply, FakeFault fault)
    {
        byte[] frame = FakeFraming.Frame(reply, Options.UsesRunLength);
        for (int count = 0; count < Options.KeepAlivesBeforeReply; count++) Send(FakeFraming.Frame("O"));
        _lastSent = frame;
        switch (fault)
        {
            case FakeFault.LoseReply:
                return;
            case FakeFault.HoldReply:
            case var _ when _held.Count > 0:
                // A stub answers in order: what is held back holds back what follows.
                _held.Enqueue(frame);
                return;
            case FakeFault.DamageReply:
                byte[] damaged = [.. frame];
                damaged[^1] ^= 1;
                Send(damaged);
                return;
            case FakeFault.RepeatReply:
                Send(frame);
                break;
            default:
                break;
        }

        Send(frame);
    }

    private void Send(byte[] bytes)
    {
        for (int start = 0; start < bytes.Length; start += Math.Min(Options.DeliverySizeInBytes, bytes.Length - start))
            _send?.Invoke(bytes[start..(start + Math.Min(Options.DeliverySizeInBytes, bytes.Length - start))]);
    }
}
