namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>The session that the demo plays. Each step checks what it shows against what the firmware's source says.</summary>
internal sealed class DemoScript(DemoClient client, DemoPrinter printer, DemoFirmware firmware)
{
    private const uint InexactFlag = 0x10;
    private const uint NegativeFlag = 0x8000_0000;

    private readonly List<string> _wrong = [];

    /// <summary>Plays it to the end or to the first step that cannot go on.</summary>
    /// <returns>True when every step came out as the source says.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        client.OnOutput = printer.Output;
        var session = new DemoSession(client, firmware, cancellationToken);
        try
        {
            await PlayAsync(session).ConfigureAwait(false);
        }
        catch (DemoException failure)
        {
            _wrong.Add(failure.Message);
        }
        foreach (string wrong in _wrong) printer.End($"WRONG: {wrong}");
        printer.End(_wrong.Count == 0 ? "demo: every step came out as the source says" : $"demo: {_wrong.Count} step(s) went wrong");
        return _wrong.Count == 0;
    }

    private async Task PlayAsync(DemoSession session)
    {
        printer.Step("launch: the virtual board starts with the firmware in flash, run to main");
        DemoFrame top = await session.LaunchAsync().ConfigureAwait(false);
        printer.Stopped(top);
        Check(top.Name == "main", "the target did not stop in main");

        await BreakpointAsync(session).ConfigureAwait(false);
        await StepsAsync(session).ConfigureAwait(false);
        await DataAsync(session).ConfigureAwait(false);
        await InterruptsAsync(session).ConfigureAwait(false);
        await FloatingPointAsync(session).ConfigureAwait(false);

        printer.Step("continue to the end of round 100: the firmware has checked itself all the way");
        await session.ClearAsync("core.S").ConfigureAwait(false);
        await session.BreakAsync("main.c", "BP_ROUND_DONE", "round == 100").ConfigureAwait(false);
        top = await session.RunAsync("continue").ConfigureAwait(false);
        printer.Stopped(top);
        string failures = await session.EvaluateAsync("g_check_failures", top).ConfigureAwait(false);
        printer.Line($"g_check_failures = {failures}, g_systick_count = {await session.EvaluateAsync("g_systick_count", top).ConfigureAwait(false)}");
        Check(failures == "0", "the firmware's own checks failed");

        await TraceAsync(session).ConfigureAwait(false);

        printer.Step("stop: the session ends, and the board with it");
        await session.EndAsync().ConfigureAwait(false);
    }

    private async Task TraceAsync(DemoSession session)
    {
        // The last rounds may still be in the pin's buffer, for the target is halted.
        const int Expected = 90;
        printer.Step("SWO: what the firmware has sent through the trace pin all the while, text on port 0 and a number each round on port 1");
        await session.SwoValuesAsync(Expected).ConfigureAwait(false);
        printer.Line($"text: {client.SwoText.ToString().Count(static letter => letter == '\n')} lines, the first \"{client.SwoText.ToString().Split('\n')[0]}\"");
        printer.Line($"numbers: {string.Join(" ", client.SwoValues.Take(12))} ... {client.SwoValues[^1]}");
        Check(client.SwoValues.Take(Expected).SequenceEqual(Enumerable.Range(0, Expected).Select(static round => (double)round)), "port 1 has the number of each round, none left out");
        Check(client.SwoText.ToString().StartsWith("r\nr\n", StringComparison.Ordinal), "port 0 has a line \"r\" a round");
    }

    private async Task BreakpointAsync(DemoSession session)
    {
        int line = await session.BreakAsync("calls.c", "BP_RECURSION_BOTTOM").ConfigureAwait(false);
        printer.Step($"breakpoint at calls.c:{line}, continue: the call stack with the variables of each frame");
        DemoFrame top = await session.RunAsync("continue").ConfigureAwait(false);
        printer.Stopped(top);
        int calls = await PrintStackAsync(session, "factorial").ConfigureAwait(false);
        Check(calls == 5, "factorial(5) has five frames at its bottom");
        Check(await session.EvaluateAsync("n", top).ConfigureAwait(false) == "1", "n is 1 at the bottom of the recursion");
    }

    private async Task StepsAsync(DemoSession session)
    {
        await session.BreakAsync("calls.c", "BP_MIDDLE").ConfigureAwait(false);
        printer.Step("continue to middle() in the next round; step into leaf(), out again, over the second call");
        printer.Stopped(await session.RunAsync("continue").ConfigureAwait(false));
        await session.ClearAsync("calls.c").ConfigureAwait(false);
        DemoFrame inside = await session.RunAsync("stepIn").ConfigureAwait(false);
        printer.Stopped(inside);
        DemoFrame outside = await session.RunAsync("stepOut").ConfigureAwait(false);
        printer.Stopped(outside);
        DemoFrame over = await session.RunAsync("next").ConfigureAwait(false);
        printer.Stopped(over);
        Check(inside.Name == "leaf" && outside.Name == "middle" && over.Name == "middle", "in, out and over end in leaf, middle and middle");
    }

    private async Task DataAsync(DemoSession session)
    {
        await session.BreakAsync("data.c", "BP_DATA", "value == 3").ConfigureAwait(false);
        printer.Step("conditional breakpoint `value == 3`; expressions, memory, registers, disassembly");
        DemoFrame top = await session.RunAsync("continue").ConfigureAwait(false);
        printer.Stopped(top);
        await session.ClearAsync("data.c").ConfigureAwait(false);
        printer.Line(await session.LocalsAsync(top).ConfigureAwait(false));
        foreach ((string expression, string expected) in new[]
        {
            ("g_device.head->next->key * 2", "40"), ("g_device.flags.offset", "-9"), ("g_device.corners[3].y", "-800"), ("*(float *)&g_device.view", "1.5"),
        })
        {
            string value = await session.EvaluateAsync(expression, top).ConfigureAwait(false);
            printer.Line($"{expression} = {value}");
            Check(value == expected, $"{expression} is {expected}");
        }
        string address = (await session.EvaluateAsync("&g_header", top).ConfigureAwait(false)).Split(' ').First(static word => word.StartsWith("0x", StringComparison.Ordinal));
        string bytes = Convert.ToHexString(await session.ReadMemoryAsync(address, 7).ConfigureAwait(false));
        printer.Line($"memory at {address} (g_header): {bytes}");
        Check(bytes == "7E44332211CDAB", "g_header is 7E 44332211 CDAB in memory");
        await PrintRegistersAsync(session, top).ConfigureAwait(false);
        foreach ((string at, string raw, string text) in await session.DisassembleAsync(top.Pc, -2, 5).ConfigureAwait(false)) printer.Line($"{at}  {raw,-11}  {text}");
    }

    private async Task InterruptsAsync(DemoSession session)
    {
        await session.BreakAsync("exceptions.c", "BP_NESTED").ConfigureAwait(false);
        printer.Step("breakpoint in an interrupt that preempted another: the stack through both exception frames");
        printer.Stopped(await session.RunAsync("continue").ConfigureAwait(false));
        await PrintStackAsync(session, "main").ConfigureAwait(false);
        IReadOnlyList<DemoFrame> stack = await session.StackAsync().ConfigureAwait(false);
        Check(stack.Any(static frame => frame.Name.StartsWith("SWI1_EGU1_IRQHandler", StringComparison.Ordinal))
            && stack.Any(static frame => frame.Name.StartsWith("main", StringComparison.Ordinal)), "the stack goes through the outer handler to main");
        await session.ClearAsync("exceptions.c").ConfigureAwait(false);
    }

    private async Task FloatingPointAsync(DemoSession session)
    {
        await session.BreakAsync("core.S", "BP_FPSCR").ConfigureAwait(false);
        printer.Step("instruction steps through FP code: FPSCR keeps what the program did to it, and nothing else");
        DemoFrame top = await session.RunAsync("continue").ConfigureAwait(false);
        int end = firmware.LineOf("core.S", "BP_FPSCR_END");
        uint fpscr = 0;
        for (int step = 0; step < 20 && top.Line != end; step++)
        {
            string text = (await session.DisassembleAsync(top.Pc, 0, 1).ConfigureAwait(false))[0].Text;
            top = await session.RunAsync("next", "instruction").ConfigureAwait(false);
            fpscr = await session.FpscrAsync(top).ConfigureAwait(false);
            printer.Line($"{text,-32} FPSCR {fpscr:X8}");
        }
        Check(fpscr == (NegativeFlag | InexactFlag), "FPSCR ends as N and IXC");
    }

    private async Task<int> PrintStackAsync(DemoSession session, string counted)
    {
        List<(DemoFrame, string)> frames = [];
        IReadOnlyList<DemoFrame> stack = await session.StackAsync().ConfigureAwait(false);
        foreach (DemoFrame frame in stack) frames.Add((frame, await session.LocalsAsync(frame).ConfigureAwait(false)));
        printer.Stack(frames);
        return stack.Count(frame => frame.Name == counted);
    }

    private async Task PrintRegistersAsync(DemoSession session, DemoFrame top)
    {
        (_, int reference) = (await session.ScopesAsync(top).ConfigureAwait(false)).FirstOrDefault(static scope => scope.Name.StartsWith("Registers", StringComparison.Ordinal));
        if (reference == 0) throw new DemoException("There is no scope of registers.");
        IReadOnlyList<(string Name, string Value, int Reference)> registers = await session.VariablesAsync(reference).ConfigureAwait(false);
        if (registers.Count > 0 && registers[0].Reference != 0) registers = await session.VariablesAsync(registers[0].Reference).ConfigureAwait(false);
        foreach ((string Name, string Value, int Reference)[] row in registers.Take(17).Chunk(6))
            printer.Line(string.Join("  ", row.Select(static register => $"{register.Name,4} {register.Value,-11}")));
    }

    private void Check(bool holds, string what)
    {
        if (!holds) _wrong.Add(what);
    }
}
