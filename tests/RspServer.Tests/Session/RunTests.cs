using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;
using RspDebug.RspServer.Tests.Fakes;

namespace RspDebug.RspServer.Tests.Session;

internal sealed class RunTests
{
    [TestCase("s", 0x102u)]
    [TestCase("s200", 0x202u)]
    [TestCase("S05;200", 0x202u)]
    [TestCase("vCont;s:1;c", 0x102u)]
    [TestCase("vCont;s:1", 0x102u)]
    [TestCase("vCont;S05:-1", 0x102u)]
    [TestCase("vCont;r100,10a:1;c", 0x10au)]
    public async Task Resume_Step_StopsAt(string request, uint pc)
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync(request), Does.StartWith("T05").And.Contains($"0f:{pc & 0xff:x2}{pc >> 8:x2}0000;"));
        Assert.That(target.Pc, Is.EqualTo(pc));
    }

    [Test]
    public async Task Resume_RangeStepWithABreakpointInside_StopsAtItAndLeavesItAgain()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub, ":hwbreak+");
        _ = await client.RequestAsync("Z1,104,2");
        Assert.That(await client.RequestAsync("vCont;r100,10a:1"), Does.StartWith("T05").And.Contains("0f:04010000;").And.EndsWith("hwbreak:;"));
        Assert.That(await client.RequestAsync("vCont;r100,10a:1"), Does.StartWith("T05").And.Contains("0f:0a010000;").And.Not.Contains("hwbreak"));
    }

    [Test]
    public async Task Resume_RangeStepWithAWatchedAccessInside_StopsThere()
    {
        TargetStop watched = new TargetStop.Watchpoint(BreakpointKind.WriteWatchpoint, new(0x20000004));
        var target = new FakeTarget { OnInstruction = (pc, _, _) => new(pc == 0x104 ? watched : null) };
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("vCont;r100,10a:1"), Does.Contain("0f:04010000;").And.EndsWith("watch:20000004;"));
    }

    [TestCase("c")]
    [TestCase("vCont;c")]
    [TestCase("C05")]
    public async Task Resume_Breakpoint_SaysHardware(string request)
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub, ":hwbreak+");
        _ = await client.RequestAsync("Z1,200,2");
        Assert.That(await client.RequestAsync(request), Does.StartWith("T05").And.EndsWith("thread:01;hwbreak:;"));
    }

    [TestCase(BreakpointKind.WriteWatchpoint, "watch")]
    [TestCase(BreakpointKind.ReadWatchpoint, "rwatch")]
    [TestCase(BreakpointKind.AccessWatchpoint, "awatch")]
    public async Task Resume_Watchpoint_NamesTheAddress(BreakpointKind kind, string key)
    {
        var target = new FakeTarget { OnInstruction = (_, _, _) => new(new TargetStop.Watchpoint(kind, new(0x20000004))) };
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Does.EndWith($"thread:01;{key}:20000004;"));
    }

    [Test]
    public async Task Resume_ProgramEnds_GivesItsCode()
    {
        await using var stub = new RspStub(new FakeTarget { ExitAt = 0x200 });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Is.EqualTo("W03"));
    }

    [Test]
    public async Task Resume_TargetLost_EndsTheSession()
    {
        await using var stub = new RspStub(new FakeTarget { OnInstruction = (_, _, _) => throw new IOException("unplugged") });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Is.EqualTo("X09"));
        Assert.That(await client.ReadByteAsync(), Is.Null);
    }

    [Test]
    public async Task Interrupt_WhileRunning_StopsWithSignal2()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        client.Send("vCont;c");
        await target.Idle.Task;
        Assert.That(await client.RequestAsync("p0"), Is.EqualTo("E10"), "registers are refused while running");
        Assert.That(await client.RequestAsync("m0,2"), Is.EqualTo("00bf"), "memory is not");
        client.SendRaw("\u0003");
        Assert.That(await client.ReadPacketAsync(), Does.StartWith("T02"));
    }

    [Test]
    public async Task Interrupt_WhileStopped_IsForgotten()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        client.SendRaw("\u0003");
        _ = await client.RequestAsync("Z1,200,2");
        Assert.That(await client.RequestAsync("c"), Does.StartWith("T05"));
    }

    [Test]
    public async Task Console_WhileRunning_ComesAsOPackets()
    {
        var target = new FakeTarget { ExitAt = 0x104 };
        target.OnInstruction = async (_, host, cancellation) =>
        {
            await host.WriteConsoleAsync("hi"u8.ToArray(), cancellation);
            return null;
        };
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Is.EqualTo("O6869"));
        Assert.That(await client.ReadPacketAsync(), Is.EqualTo("O6869"));
        Assert.That(await client.ReadPacketAsync(), Is.EqualTo("W03"));
    }

    [TestCase("F5", 5, 0, false)]
    [TestCase("F-1,2", -1, 2, false)]
    [TestCase("F-1,4,C", -1, 4, true)]
    public async Task FileCall_WhileRunning_IsAnsweredByTheClient(string answer, long result, int errno, bool interrupted)
    {
        var answers = new List<FileIoReply>();
        var target = new FakeTarget();
        target.OnInstruction = async (pc, host, cancellation) =>
        {
            if (pc == 0x102) answers.Add(await host.CallAsync(new FileIoCall.Write(1, new(0x20000000), 12), cancellation));
            return pc == 0x104 ? new TargetStop.Halted() : null;
        };
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Is.EqualTo("Fwrite,1,20000000,c"));
        Assert.That(await client.RequestAsync("m20000000,2"), Is.EqualTo("0000"), "memory is served during the call");
        Assert.That(await client.RequestAsync(answer), Does.StartWith("T05"));
        Assert.That(answers, Is.EqualTo(new[] { new FileIoReply(result, errno, interrupted) }));
    }

    [Test]
    public async Task FileCall_ClientLeaves_IsRefused()
    {
        var answer = new TaskCompletionSource<FileIoReply>();
        var target = new FakeTarget();
        target.OnInstruction = async (_, host, cancellation) =>
        {
            answer.TrySetResult(await host.CallAsync(new FileIoCall.IsTerminal(1), cancellation));
            return new TargetStop.Halted();
        };
        await using var stub = new RspStub(target);
        await using (RawClient client = await RawClient.ConnectNoAckAsync(stub)) Assert.That(await client.RequestAsync("c"), Is.EqualTo("Fisatty,1"));
        Assert.That(await answer.Task, Is.EqualTo(new FileIoReply(-1, FileIoReply.NotImplemented, false)));
    }

    [Test]
    public async Task KeepAlive_WhileRunning_IsAnEmptyConsolePacket()
    {
        var target = new FakeTarget();
        var options = new RspStubOptions { Personality = Personalities.StubPersonality.Plain with { KeepAlive = TimeSpan.FromMilliseconds(5) } };
        await using var stub = new RspStub(target, options);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("c"), Is.EqualTo("O"));
        client.SendRaw("\u0003");
        string reply;
        do reply = await client.ReadPacketAsync();
        while (reply == "O");
        Assert.That(reply, Does.StartWith("T02"));
    }

    [Test]
    public async Task Detach_LastClient_RemovesItsBreakpointsAndRuns()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        RawClient client = await RawClient.ConnectNoAckAsync(stub);
        _ = await client.RequestAsync("Z1,200,2");
        Assert.That(await client.RequestAsync("D"), Is.EqualTo("OK"));
        await client.DisposeAsync();
        await target.Idle.Task;
        Assert.That(target.Breakpoints, Is.Empty);
        await using RawClient next = RawClient.Connect(stub);
        Assert.That(await next.RequestAsync("?"), Does.StartWith("T02"), "the next client's attach stops it");
    }

    [TestCase("D", true)]
    [TestCase("vKill;1", false)]
    public async Task Detach_ExtendedMode_LetsTheTargetRunOnceNobodyLooks(string request, bool killResets)
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target, new RspStubOptions { KillResets = killResets });
        await using RawClient other = await RawClient.ConnectNoAckAsync(stub);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("!"), Is.EqualTo("OK"));
        _ = await client.RequestAsync("Z1,200,2");
        Assert.That(await client.RequestAsync(request), Is.EqualTo("OK"));
        Assert.That(target.Breakpoints, Is.Empty);
        Assert.That(await other.RequestAsync("pf"), Is.EqualTo("00010000"), "the other one still looks at it");
        Assert.That(await other.RequestAsync("D"), Is.EqualTo("OK"));
        await target.Idle.Task;
        Assert.That(await client.RequestAsync("vAttach;1"), Does.StartWith("T02"), "the connection stayed, and attaching stops it");
    }

    [TestCase("k", false)]
    [TestCase("vKill;1", true)]
    public async Task Kill_ResetsAndCloses(string request, bool answers)
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target, new RspStubOptions { ResumeWhenLastClientLeaves = false });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        client.Send(request);
        if (answers) Assert.That(await client.ReadPacketAsync(), Is.EqualTo("OK"));
        Assert.That(await client.ReadByteAsync(), Is.Null);
        Assert.That(target.Orders, Is.EqualTo(new[] { "reset" }));
    }

    [Test]
    public async Task Breakpoint_RemovedWithAnotherKind_IsRemoved()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        _ = await client.RequestAsync("Z1,200,2");
        _ = await client.RequestAsync("z1,200,4");
        Assert.That(target.Orders, Is.EqualTo(new[] { "insert Hardware 200,2", "remove Hardware 200,2" }));
    }

    [Test]
    public async Task Clients_ShareARun_AndOwnTheirBreakpoints()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient first = await RawClient.ConnectNoAckAsync(stub);
        await using RawClient second = await RawClient.ConnectNoAckAsync(stub);
        _ = await first.RequestAsync("Z1,200,2");
        _ = await second.RequestAsync("Z1,200,2");
        Assert.That(target.Orders, Is.EqualTo(new[] { "insert Hardware 200,2" }));
        _ = await first.RequestAsync("z1,200,2");
        Assert.That(target.Breakpoints, Has.Count.EqualTo(1), "the other client still holds it");
        second.Send("c");
        Assert.That(await second.ReadPacketAsync(), Does.StartWith("T05"));
        Assert.That(await first.RequestAsync("pf"), Is.EqualTo("00020000"));
        second.Send("c");
        await target.Idle.Task;
        first.Send("c");
        first.SendRaw("\u0003");
        Assert.That(await first.ReadPacketAsync(), Does.StartWith("T02"));
        Assert.That(await second.ReadPacketAsync(), Does.StartWith("T02"));
    }

    [TestCase("s")]
    [TestCase("c")]
    [TestCase("s300")]
    [TestCase("vCont;s:1")]
    [TestCase("vCont;r100,120:1")]
    public async Task Clients_ResumeFromAStopNeverTold_AreToldOfItInstead(string request)
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient first = await RawClient.ConnectNoAckAsync(stub);
        await using RawClient second = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await first.RequestAsync("s"), Does.StartWith("T05").And.Contains("0f:02010000;"));
        Assert.That(await second.RequestAsync(request), Does.StartWith("T02").And.Contains("0f:02010000;"), "told, not run");
        Assert.That(await second.RequestAsync("s"), Does.StartWith("T05").And.Contains("0f:04010000;"), "now it knows where it steps from");
    }

    [Test]
    public async Task Clients_BreakpointOfOne_IsAnInterruptToTheOther()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient owner = await RawClient.ConnectNoAckAsync(stub, ":hwbreak+");
        await using RawClient other = await RawClient.ConnectNoAckAsync(stub, ":hwbreak+");
        _ = await owner.RequestAsync("Z1,200,2");
        Assert.That(await other.RequestAsync("c"), Does.StartWith("T02").And.EndsWith("thread:01;"));
        Assert.That(await owner.RequestAsync("c"), Does.StartWith("T05").And.EndsWith("hwbreak:;"), "it learns of its breakpoint when it asks to run");
    }

    [TestCase("k", false)]
    [TestCase("vKill;1", true)]
    public async Task Kill_OfASharedTarget_EndsTheClientAlone(string request, bool answers)
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target, new RspStubOptions { ResumeWhenLastClientLeaves = false, KillResets = false });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        client.Send(request);
        if (answers) Assert.That(await client.ReadPacketAsync(), Is.EqualTo("OK"));
        Assert.That(await client.ReadByteAsync(), Is.Null);
        Assert.That(target.Orders, Is.Empty);
    }

    [Test]
    public async Task Clients_MoreThanAllowed_AreClosed()
    {
        await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { MaximumClients = 1 });
        await using RawClient first = await RawClient.ConnectNoAckAsync(stub);
        await using RawClient second = RawClient.Connect(stub);
        Assert.That(await second.ReadByteAsync(), Is.Null);
    }
}
