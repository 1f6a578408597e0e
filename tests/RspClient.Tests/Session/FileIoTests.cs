using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>Requests of the target for files of the host, while it runs.</summary>
[TestFixture]
public sealed class FileIoTests
{
    [Test]
    public async Task ResumeAsync_FileIoWithoutHandler_IsRefusedWithEnosys()
    {
        var stub = new FakeStub();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.RequestFileIo("open,20000000/8,0,1b6");
        Assert.That(stub.FileIoReplies, Is.EqualTo((string[])["-1,58"]));
        Assert.That(session.IsRunning, Is.True);
        stub.Stop(FakeStop.Trap);
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>());
    }

    [Test]
    public async Task ResumeAsync_FileIoWithHandler_ReadsTargetMemoryAndAnswers()
    {
        var stub = new FakeStub();
        stub.Target.Run = _ => null;
        stub.Target.Load(0x2000_0000, "Hi"u8);
        var console = new ConsoleFileIo();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { FileIo = console });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.RequestFileIo("write,1,20000000,2");
        Assert.That(console.Text, Is.EqualTo("Hi"));
        Assert.That(stub.FileIoReplies, Is.EqualTo((string[])["2"]));
        stub.Stop(FakeStop.Trap);
        await running;
    }

    private sealed class ConsoleFileIo : IFileIoHandler
    {
        public string Text { get; private set; } = "";

        public async Task<FileIoResult> HandleAsync(FileIoRequest request, IFileIoMemory memory, CancellationToken cancellationToken)
        {
            byte[] data = new byte[Convert.ToInt32(request.Arguments[2], 16)];
            await memory.ReadAsync(new TargetAddress(Convert.ToUInt64(request.Arguments[1], 16)), data, cancellationToken);
            Text += System.Text.Encoding.ASCII.GetString(data);
            return new FileIoResult(data.Length);
        }
    }
}
