using System.Text;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Tests.Framing;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>Whole sessions with a stub whose replies are damaged in well-formed frames, and with a link that damages bytes.</summary>
[TestFixture]
public sealed class MutatedSessionTests
{
    private static readonly int Sessions = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 100_000 : 400;

    [Test]
    public async Task Session_RepliesMutated_OnlyTypedErrorsAndNoHang()
    {
        var random = new Random(99);
        for (int number = 0; number < Sessions; number++)
        {
            var time = new ManualTime();
            FakeStub stub = FakePersonalities.Create(FakePersonalities.Names[number % FakePersonalities.Names.Count]);
            InMemoryTransport? transport = null;
            transport = new InMemoryTransport(bytes => stub.Feed(bytes));
            stub.Attach(frame => transport.Receive(MutatePayload(frame, random)), transport.Close);
            await UseAsync(transport, time, $"session {number}");
        }
    }

    [Test]
    public async Task Session_BytesDamagedOnTheWay_OnlyTypedErrorsAndNoHang()
    {
        var random = new Random(100);
        for (int number = 0; number < Sessions; number++)
        {
            var time = new ManualTime();
            FakeStub stub = FakePersonalities.Create(FakePersonalities.Names[number % FakePersonalities.Names.Count]);
            InMemoryTransport? transport = null;
            transport = new InMemoryTransport(bytes => stub.Feed(random.Next(20) == 0 ? Mutation.Apply(bytes, random) : bytes));
            stub.Attach(bytes => transport.Receive(random.Next(20) == 0 ? NotEmpty(Mutation.Apply(bytes, random)) : bytes), transport.Close);
            await UseAsync(transport, time, $"session {number}");
        }
    }

    private static async Task UseAsync(InMemoryTransport transport, ManualTime time, string what)
    {
        // Without a synchronization context all continuations run in place, so that the loop below sees each step's end.
        SynchronizationContext.SetSynchronizationContext(null);
        var recorder = new PacketRecorder();
        Task work = WorkAsync(transport, new RspOptions { Time = time, Observer = recorder });
        for (int step = 0; !work.IsCompleted && step < 3000; step++) time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.That(work.IsCompleted, Is.True, () => $"{what} hangs after\n{recorder.Tail}");
        try
        {
            await work;
        }
        catch (Exception error) when (error is RspException or InvalidOperationException)
        {
            // InvalidOperationException: a damaged vCont? took the range step away.
            Assert.That(error.Message, Is.Not.Empty);
        }
    }

    private static async Task WorkAsync(InMemoryTransport transport, RspOptions options)
    {
        await using RspSession session = await RspSession.ConnectAsync(transport, options, default);
        await TryAsync(async () => await session.ReadRegistersAsync(default));
        await TryAsync(async () => await session.ResumeAsync(ResumeAction.Step.Instance, default));
        await TryAsync(async () => await session.WriteMemoryAsync(SessionFixture.Ram, new byte[600], default));
        await TryAsync(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[600], default));
        await TryAsync(async () => await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(8), 2, default));
        await TryAsync(async () => await session.MonitorAsync("help", default));
        await TryAsync(async () => await session.QueryCrcAsync(new TargetAddress(0), 64, default));
        await TryAsync(async () => await session.DetachAsync(default));
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error is RspRefusedException or RspProtocolException)
        {
            // The session goes on after these two.
            Assert.That(error.Message, Is.Not.Empty);
        }
    }

    private static byte[] MutatePayload(byte[] frame, Random random)
    {
        if (frame[0] != (byte)'$' || random.Next(8) != 0) return frame;
        string payload = Encoding.Latin1.GetString(frame.AsSpan(1, frame.Length - 4));
        byte[] mutated = payload.Length == 0 ? [(byte)random.Next(256)] : Mutation.Apply(Encoding.Latin1.GetBytes(payload), random);
        return FakeFraming.Frame(Encoding.Latin1.GetString(mutated));
    }

    private static byte[] NotEmpty(byte[] bytes) => bytes.Length == 0 ? "?"u8.ToArray() : bytes;
}
