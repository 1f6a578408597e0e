using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>Servers that speak the protocol and have nothing to debug: one message, with what to look at.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class NoTargetTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-O0-dwarf5");

    [TestCase("", "speaks the GDB remote protocol, but does not know the question whether a target is halted (`?`): it has none to debug. Check that `gdbTarget`")]
    [TestCase("E01", "speaks the GDB remote protocol, but refuses to tell (E01) whether a target is halted")]
    [TestCase("W00", "has no target attached")]
    [TestCase("X09", "has no target attached")]
    [TestCase("N", "has no target attached")]
    public async Task Attach_ServerWithoutTarget_SaysSo(string reply, string expected)
    {
        FakeStub stub = FakePersonalities.OpenOcd().On("?", _ => reply);
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => adapter.BeginAsync(AdapterInProcess.Configuration(listener.GdbTarget, Image)));
        Assert.That(refused!.ShownMessage, Does.Contain($"The server at").And.Contain(listener.GdbTarget).And.Contain(expected));
    }

    /// <summary>What cannot be read is not another build.</summary>
    [TestCase("", "cannot be read at 0x00000000")]
    [TestCase("E0E", "cannot be read at 0x00000000")]
    [TestCase("00", "differs from")]
    public async Task Attach_MemoryIsNotTheImage_SaysWhetherItWasRead(string reply, string expected)
    {
        FakeStub stub = FakePersonalities.OpenOcd().On("m", _ => reply).On("qCRC", _ => "");
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        await adapter.BeginAsync(AdapterInProcess.Configuration(listener.GdbTarget, Image));
        Assert.That(adapter.Output, Does.Contain("The target's memory " + expected));
    }
}
