using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests;

[TestFixture]
public sealed class ReadmeExampleTests
{
    [Test]
    public async Task Example_OfTheReadme_RunsAsItIsPrinted()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x400;
        await using FakeStubListener listener = stub.Listen();
        CancellationToken cancellationToken = CancellationToken.None;

        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", listener.Port, TimeSpan.FromSeconds(5), cancellationToken);
        await using RspSession session = await RspSession.ConnectAsync(transport, new RspOptions(), cancellationToken);

        await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(0x444), RspSession.ThumbBreakpointKind, cancellationToken);
        StopReply stop = await session.ResumeAsync(ResumeAction.Continue.Instance, cancellationToken);   // cancelling interrupts the target
        RegisterSnapshot registers = await session.ReadRegistersAsync(cancellationToken);
        uint pc = registers.TryGet("pc", out RegisterValue value) ? value.ToUInt32() : 0;

        byte[] stack = new byte[64];
        int read = await session.ReadMemoryAsync(new TargetAddress(0x2000_0000), stack, cancellationToken);

        Assert.That(stop, Is.InstanceOf<StopReply.Stopped>());
        Assert.That((pc, read), Is.EqualTo((0x444u, 64)));
    }

    [Test]
    public void Example_OfTheReadme_IsTheOneAbove()
    {
        string readme = File.ReadAllText(Path.Combine(FixtureFiles.RepositoryRoot, "RspClient", "README.md"));
        string source = File.ReadAllText(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "RspClient.Tests", "ReadmeExampleTests.cs"));
        string example = readme.Split("```csharp\n")[1].Split("```")[0];
        string[] missing = [.. example.Replace("3333", "listener.Port", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Trim().Length > 0 && !source.Contains(line.Trim(), StringComparison.Ordinal))];
        Assert.That(missing, Is.Empty);
    }
}
