using System.Text.RegularExpressions;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Qemu;

/// <summary>Breakpoints and call stacks, compared with gdb's at the same stop of the same image.</summary>
[TestFixture]
public sealed partial class StackTests
{
    private static readonly string[] Variants = ["gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-O2-dwarf4", "gcc-O2-dwarf5"];

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_LeafOfThreeCalls_IsThatOfGdb([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_LEAF", ["leaf", "middle", "outer", "run_calls", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_BottomOfRecursion_HasAFrameForEachCall([Values("gcc-O0-dwarf4", "gcc-O0-dwarf5")] string variant) =>
        await CompareWithGdbAsync(variant, "BP_RECURSION_BOTTOM",
            ["factorial", "factorial", "factorial", "factorial", "factorial", "run_calls", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_InlinedTwoDeep_ShowsTheInlinedFrames([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_INLINE_INNER", ["scale", "scale_and_add", "inline_user", "run_calls", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_FrameOfRunTimeSize_IsUnwound([Values("gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-Og-dwarf4", "gcc-Og-dwarf5")] string variant) =>
        await CompareWithGdbAsync(variant, "BP_VLA", ["variable_frame", "run_calls", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_TwoNestedInterrupts_GoesThroughBothExtendedFrames([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_NESTED", ["nested_work", "SWI0_EGU0_IRQHandler", "SWI1_EGU1_IRQHandler", "trigger_nested", "run_exceptions", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_SupervisorCallHandler_GoesThroughTheExceptionFrame([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_SVC", ["svc_dispatch", "supervisor_call", "run_exceptions", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_OnTheProcessStack_ReachesMain([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_PROCESS", ["process_work", "process_main", "call_on_stack", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_VirtualFunction_NamesTheMethod([ValueSource(nameof(Variants))] string variant) =>
        await CompareWithGdbAsync(variant, "BP_SQUARE_AREA", ["geometry::Square::area", "(anonymous namespace)::total_area", "run_shapes", "main", "Reset_Handler"]);

    [Test]
    [CancelAfter(60_000)]
    public async Task StackTrace_TwentyFramesAskedTwoByTwo_AreTheSameAsAskedAtOnce()
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_RECURSION_BOTTOM");
        await using DebugSession _s = session;
        IReadOnlyList<Frame> whole = await session.StackAsync();
        List<string> pages = [];
        for (int start = 0; start < whole.Count; start += 2)
        {
            System.Text.Json.JsonElement body = await session.Client.RequestAsync("stackTrace", new { threadId = 1, startFrame = start, levels = 2 });
            pages.AddRange(body.GetProperty("stackFrames").EnumerateArray().Select(frame => frame.GetProperty("name").GetString()!));
        }
        Assert.That(pages.Take(whole.Count), Is.EqualTo(whole.Select(frame => frame.FullName)));
    }

    /// <summary>The frames are gdb's, and the functions that the source implies come in this order.</summary>
    private static async Task CompareWithGdbAsync(string variant, string mark, string[] functions)
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync(variant, mark);
        await using DebugSession _ = session;
        IReadOnlyList<Frame> ours = await session.StackAsync();
        IReadOnlyList<string> theirs = await GdbFramesAsync(variant, top);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(top.Line, Is.EqualTo(Firmware.Mark(mark).Line));
            Assert.That(string.Join('\n', ours), Is.EqualTo(string.Join('\n', theirs)));
            Assert.That(string.Join(", ", ours.Select(frame => frame.Function).Where(functions.Contains)), Is.EqualTo(string.Join(", ", functions)));
        }
    }

    /// <summary>gdb stops at the address where we stopped, in a machine of its own.</summary>
    private static async Task<IReadOnlyList<string>> GdbFramesAsync(string variant, Frame top)
    {
        using QemuMachine machine = await QemuMachine.StartAsync(Firmware.ImagePath(variant));
        string output = await Gdb.RunAsync(Firmware.ImagePath(variant),
            "set width 0", "set print frame-arguments none", "set backtrace past-main on", $"target remote {machine.GdbTarget}", $"tbreak *{top.Pc}", "continue", "echo \\n==\\n", "backtrace", "kill");
        return [.. FramePattern().Matches(output[output.IndexOf("==", StringComparison.Ordinal)..])
            .Select(match => $"{match.Groups["function"].Value} {Path.GetFileName(match.Groups["path"].Value)}:{match.Groups["line"].Value}")];
    }

    [GeneratedRegex(@"^#\d+ +(0x[0-9a-f]+ in )?(?<function>(\(anonymous namespace\)::)?[\w:<>, ]+?) \(.*\) at (?<path>\S+):(?<line>\d+)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FramePattern();
}
