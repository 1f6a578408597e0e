using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>Servers with bad manners, end to end: the user gets the right result, or one clear message with what to do.</summary>
[TestFixture]
[CancelAfter(180_000)]
public sealed class PersonalityTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-O0-dwarf5");

    private static readonly StubPersonality Acknowledging = StubPersonality.Plain with { OffersNoAckMode = false };

    // What a server does that a session survives without the user seeing it.
    private static readonly (string Name, StubPersonality Personality)[] Bearable =
    [
        ("openocd", KnownPersonalities.OpenOcd), ("pyocd", KnownPersonalities.PyOcd), ("qemu", KnownPersonalities.Qemu), ("bmp", KnownPersonalities.BlackMagic),
        ("jlink", KnownPersonalities.JLink), ("probe-rs", KnownPersonalities.ProbeRs), ("stutil", KnownPersonalities.StUtil),
        ("run lengths and literal backslash-n in XML", StubPersonality.Plain with { RunLengths = true, WritesLiteralNewlines = true }),
        ("late keep-alives around every reply", StubPersonality.Plain with { KeepAlivesAroundReplies = 2, KeepAlive = TimeSpan.FromMilliseconds(1) }),
        ("log text between request and reply", StubPersonality.Plain with { LogBeforeReplies = "Info : halted\n" }),
        ("drops on an unknown p", StubPersonality.Plain with { DropsOnUnknownRegister = true }),
        ("acknowledgements on again after qSupported", StubPersonality.Plain with { AcknowledgesAfterSupported = true }),
        ("other register numbers", StubPersonality.Plain with { WireRegisterNumbers = StubPersonality.Plain.WireRegisterNumbers.Add(16, 25), GeneralRegisterCount = 16 }),
        ("byte by byte", StubPersonality.Plain with { Faults = new LinkFaults { SplitInBytes = 1 } }),
        ("packets of 128 KB", StubPersonality.Plain with { PacketSizeInBytes = 0x20020 }),
        ("X acknowledged before the write", StubPersonality.Plain with { AnswersWritesEarly = true }),
        ("empty replies", StubPersonality.Plain with { HiddenPackets = ["vCont", "X", "x", "qCRC", "qC", "qXfer:memory-map", "qXfer:threads", "p", "P", "vMustReplyEmpty"], ContinueActions = "" }),
        ("every fifth request damaged, answered by a NAK", Acknowledging with { MishearsEvery = 5 }),
        ("every fifth reply damaged", Acknowledging with { MumblesEvery = 5 }),
        ("everything damaged now and then, with acknowledgements", Acknowledging with { MishearsEvery = 23, MumblesEvery = 11 }),
    ];

    private static IEnumerable<TestCaseData> BearableCases => Bearable.Select(one => new TestCaseData(one.Personality).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(BearableCases))]
    public async Task Session_WithBadMannersThatCanBeBorne_GivesTheUserTheRightResults(StubPersonality personality)
    {
        await using BoardStub board = BoardStub.Start(personality, Image);
        await using var adapter = new AdapterInProcess();
        // A resume that is damaged may not be repeated: the link is made again then.
        await adapter.BeginAsync(Configure(board));
        await DebugAsync(adapter, allowsReconnect: personality.MishearsEvery > 0);
        Assert.That(adapter.Client.Events("terminated"), Is.Empty, adapter.Output);
    }

    // What ends the connection, or makes it useless: the session connects again and goes on.
    private static readonly (string Name, StubPersonality Personality)[] Recoverable =
    [
        ("silent on a bad checksum", Acknowledging with { BadChecksum = ChecksumReaction.Silence, MishearsEvery = 37 }),
        ("NAK for ever", Acknowledging with { BadChecksum = ChecksumReaction.NakForEver, MishearsEvery = 60 }),
        ("dies on a NAK", Acknowledging with { NakEndsSession = true, MumblesEvery = 45 }),
        ("dies on a bad checksum", Acknowledging with { BadChecksum = ChecksumReaction.Disconnect, MishearsEvery = 60 }),
        ("damage without acknowledgements", StubPersonality.Plain with { MumblesEvery = 45 }),
    ];

    private static IEnumerable<TestCaseData> RecoverableCases => Recoverable.Select(one => new TestCaseData(one.Personality).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(RecoverableCases))]
    public async Task Session_WhoseLinkBreaks_ConnectsAgainAndTheUserGoesOn(StubPersonality personality)
    {
        await using BoardStub board = BoardStub.Start(personality, Image);
        await using var adapter = new AdapterInProcess();
        await adapter.BeginAsync(Configure(board));
        await adapter.BreakAtAsync("leaf");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        int steps = 0;
        for (; steps < 200 && !adapter.Output.Contains("Connected again", StringComparison.Ordinal); steps++) await StepAsync(adapter);
        Assert.That(adapter.Output, Does.Contain("Connected again").And.Contain("breakpoints and 0 watchpoints are set again"), adapter.Client.Transcript);
        await adapter.RunAsync("continue");
        Assert.That(adapter.Client.Events("terminated"), Is.Empty, adapter.Output);
    }

    // personality | reconnection off: the one message
    private static readonly (string Name, StubPersonality Personality, string Message)[] Fatal =
    [
        ("NAK for ever", Acknowledging with { BadChecksum = ChecksumReaction.NakForEver, MishearsEvery = 60 }, "Check cable and clock"),
        ("dies on a NAK", Acknowledging with { NakEndsSession = true, MumblesEvery = 45 }, "closed the connection"),
        ("damage without acknowledgements", StubPersonality.Plain with { MumblesEvery = 45 }, "damaged packet"),
    ];

    private static IEnumerable<TestCaseData> FatalCases => Fatal.Select(one => new TestCaseData(one.Personality, one.Message).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(FatalCases))]
    public async Task Session_WhoseLinkBreaksWithoutReconnecting_EndsWithOneMessage(StubPersonality personality, string message)
    {
        await using BoardStub board = BoardStub.Start(personality, Image);
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = Configure(board);
        configuration["timeouts"]!["reconnectMs"] = 0;
        await adapter.BeginAsync(configuration);
        await adapter.BreakAtAsync("leaf");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        for (int steps = 0; steps < 200 && adapter.Client.Events("terminated").Count == 0; steps++)
        {
            int stops = adapter.Client.Events("stopped").Count;
            try
            {
                await adapter.Client.RequestAsync("next", new { threadId = 1 });
                while (adapter.Client.Events("stopped").Count == stops && adapter.Client.Events("terminated").Count == 0) await Task.Yield();
                await adapter.StackAsync();
            }
            catch (DapRequestFailedException)
            {
                // The link broke in this request; the session says so.
            }
        }

        await adapter.Client.EventAsync("terminated");
        string[] told = [.. adapter.Client.Events("output").Select(body => body.GetProperty("output").GetString()!).Where(text => text.Contains(message, StringComparison.Ordinal))];
        Assert.That(told, Has.Length.EqualTo(1), adapter.Output);
    }

    [Test]
    public async Task Attach_StubThatNeverAnswers_IsRefusedWithWhatToLookAt()
    {
        await using BoardStub board = BoardStub.Start(StubPersonality.Plain with { SilentPackets = ["qSupported", "qC"] }, Image);
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = Configure(board);
        configuration["timeouts"]!["replyMs"] = 200;
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => adapter.BeginAsync(configuration));
        Assert.That(refused!.ShownMessage, Does.Contain("did not answer in time").And.Contain("qSupported"));
    }

    [Test]
    public async Task Step_ResumeThatNeverAnswers_IsShownAsAStopWhereTheTargetStands()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x400;
        stub.On("vCont;s", _ => null);
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        configuration["timeouts"] = new JsonObject { ["stepMs"] = 300, ["haltMs"] = 300 };
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        await adapter.RunAsync("next", "instruction");
        JsonElement stack = await adapter.Client.RequestAsync("stackTrace", new { threadId = 1 });
        Assert.That(stack.GetProperty("stackFrames")[0].GetProperty("instructionPointerReference").GetString(), Does.Contain("400"));
    }

    [Test]
    public async Task WriteMemory_SaidOkBeforeAWriteThatFails_IsRefusedWithTheAddress()
    {
        // RAM that takes no write: the map calls it RAM, the write fails, and the reply was OK.
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.On("X20000000,10", _ => "OK");
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => adapter.Client.RequestAsync(
            "writeMemory", new { memoryReference = "0x20000000", data = Convert.ToBase64String(Enumerable.Repeat((byte)7, 16).ToArray()) }));
        Assert.That(refused!.ShownMessage, Does.Contain("0x20000000"));
    }

    private static JsonObject Configure(BoardStub board)
    {
        JsonObject configuration = AdapterInProcess.Configuration(board.GdbTarget, Image);
        configuration["timeouts"] = new JsonObject { ["replyMs"] = 1500, ["stepMs"] = 3000, ["haltMs"] = 3000 };
        return configuration;
    }

    // What a user does: breakpoint, stack, variables, steps, memory, pause. The stop of a run that was broken off is a stop like any other.
    private static async Task DebugAsync(AdapterInProcess adapter, bool allowsReconnect)
    {
        // Another function calls leaf, too, and the board ran before we came: middle has one caller.
        await adapter.BreakAtAsync("middle");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        if (!allowsReconnect)
        {
            Assert.That((await adapter.StackAsync()).Take(2), Is.EqualTo((string[])["middle", "outer"]), adapter.Output);
            Assert.That(await adapter.EvaluateAsync("a"), Does.Match("^-?[0-9]+$"));
            Assert.That((await adapter.RunAsync("next")).GetProperty("reason").GetString(), Is.EqualTo("step"));
            Assert.That((await adapter.StackAsync())[0], Is.EqualTo("middle"));
        }

        for (int count = 0; count < 3; count++) await StepAsync(adapter);
        await adapter.EvaluateAsync("g_loops = 7");
        Assert.That(await adapter.EvaluateAsync("g_loops"), Is.EqualTo("7"));
        JsonElement memory = await adapter.Client.RequestAsync("readMemory", new { memoryReference = "0x00000000", count = 64 });
        byte[] vectors = Convert.FromBase64String(memory.GetProperty("data").GetString()!);
        Assert.That(vectors, Has.Length.EqualTo(64));
        Assert.That(vectors[..4], Is.Not.EqualTo(new byte[4]));
        await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        await adapter.Client.RequestAsync("pause", new { threadId = 1 });
        await adapter.Client.EventAsync("stopped");
        Assert.That((await adapter.StackAsync())[^1], Is.Not.Empty);
        await adapter.Client.RequestAsync("disconnect");
    }

    private static async Task StepAsync(AdapterInProcess adapter)
    {
        int stops = adapter.Client.Events("stopped").Count;
        try
        {
            await adapter.Client.RequestAsync("next", new { threadId = 1 });
            while (adapter.Client.Events("stopped").Count == stops) await adapter.Client.EventAsync("stopped");
            await adapter.StackAsync();
        }
        catch (DapRequestFailedException crossed) when (crossed.ShortMessage == "notStopped")
        {
            // The stop of a connection that was made again crossed the step on its way: that of the step follows.
            while (adapter.Client.Events("stopped").Count <= stops + 1) await adapter.Client.EventAsync("stopped");
        }
        catch (DapRequestFailedException lost) when (lost.ShownMessage.Contains("connection", StringComparison.Ordinal) || lost.ShownMessage.Contains(" at tcp ", StringComparison.Ordinal))
        {
            // The link broke in this request: the session says so and connects again.
            Assert.That(adapter.Output, Does.Contain("Connecting again"));
        }
    }
}
