using System.Text;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;
using RspDebug.RspServer.Tests.Fakes;

namespace RspDebug.RspServer.Tests.Session;

/// <summary>A client that is connected and does not read (stopped, suspended, on a dead link) while the program prints.</summary>
[CancelAfter(120_000)]
internal sealed class StalledClientTests
{
    private const int Texts = 1200, TextSizeInBytes = 1000;

    private static readonly byte[] Text = [.. Enumerable.Repeat((byte)'x', TextSizeInBytes)];

    [TestCase(true)]
    [TestCase(false)]
    public async Task Stop_OneClientDoesNotRead_IsToldToTheOthersAndLaterToIt(bool acknowledges)
    {
        FakeTarget target = Printing(out TaskCompletionSource go);
        await using var stub = new RspStub(target);
        await using RawClient stalled = acknowledges ? RawClient.Connect(stub, out GatedStream gate) : await RawClient.ConnectNoAckAsync(stub, out gate);
        await using RawClient other = await RawClient.ConnectNoAckAsync(stub);
        _ = await other.RequestAsync("Z1,200,2");
        await RunAsync(stalled);
        await RunAsync(other);
        gate.Shut();
        go.SetResult();
        Assert.That((await ReadToStopAsync(other)).Stop, Does.StartWith("T05"));
        Assert.That(await other.RequestAsync("m0,2"), Is.EqualTo("00bf"));
        Assert.That(await other.RequestAsync("s"), Does.StartWith("T05"), "the others go on");

        gate.Open();
        (string text, string stop) = await ReadToStopAsync(stalled);
        Assert.That(stop, Does.StartWith("T"));
        Assert.That(text, Does.Match(@"\[\d+ bytes of the program's output are left out here: this client did not read them\]"));
        Assert.That(text, Has.Length.LessThan(Texts * TextSizeInBytes), "what waits for a client is bounded");
        Assert.That(await stalled.RequestAsync("m0,2"), Is.EqualTo("00bf"));
    }

    [Test]
    public async Task Console_TheOnlyClientReadsLate_GetsAllOfIt()
    {
        FakeTarget target = Printing(out TaskCompletionSource go);
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub, out GatedStream gate);
        _ = await client.RequestAsync("Z1,200,2");
        await RunAsync(client);
        gate.Shut();
        go.SetResult();
        gate.Open();
        (string text, string stop) = await ReadToStopAsync(client);
        Assert.That(stop, Does.StartWith("T05"));
        Assert.That(text, Has.Length.EqualTo(Texts * TextSizeInBytes));
    }

    [Test]
    public async Task Close_ClientDoesNotRead_DoesNotWaitForIt()
    {
        FakeTarget target = Printing(out TaskCompletionSource go);
        await using var stub = new RspStub(target);
        using var port = new CancellationTokenSource();
        await using RawClient stalled = await RawClient.ConnectNoAckAsync(stub, out GatedStream gate, port.Token);
        await RunAsync(stalled);
        gate.Shut();
        go.SetResult();
        await port.CancelAsync();
        await stalled.Served;
    }

    // Prints when it is told to, at its first instruction.
    private static FakeTarget Printing(out TaskCompletionSource go)
    {
        var told = go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasPrinted = false;
        return new FakeTarget
        {
            OnInstruction = async (_, host, cancellation) =>
            {
                if (hasPrinted) return null;
                hasPrinted = true;
                await told.Task.WaitAsync(cancellation);
                for (int text = 0; text < Texts; text++) await host.WriteConsoleAsync(Text, cancellation);
                return (TargetStop?)null;
            },
        };
    }

    // Memory is answered while the target runs, so that the answer tells that the order before it was taken.
    private static async Task RunAsync(RawClient client)
    {
        client.Send("vCont;c");
        Assert.That(await client.RequestAsync("m0,2"), Is.EqualTo("00bf"));
    }

    private static async Task<(string Text, string Stop)> ReadToStopAsync(RawClient client)
    {
        var text = new StringBuilder();
        string packet;
        while ((packet = await client.ReadPacketAsync()).StartsWith('O')) text.Append(Encoding.UTF8.GetString(Convert.FromHexString(packet.AsSpan(1))));
        return (text.ToString(), packet);
    }
}
