using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>Real core dumps of the probe-rs project against the frames that project expects. The data is not part of this repository.</summary>
public sealed partial class ProbeRsFixtureTests
{
    private static readonly string? Folder = FindFolder();

    [TestCase("atsamd51p19a")]
    [TestCase("nRF52833_xxAA_full_unwind")]
    [TestCase("nRF52833_xxAA_systick")]
    public void Walk_CoreDump_GivesTheFramesOfProbeRs(string name)
    {
        if (Folder is null)
            Assert.Ignore("The probe-rs fixtures are not beside this repository");
        ElfImage image = ElfImage.Load(File.ReadAllBytes(Path.Combine(Folder!, name + ".elf")), name);
        ProbeRsDump dump = ProbeRsDump.Load(Path.Combine(Folder!, name + ".coredump"), image);

        Backtrace backtrace = new Unwinder(UnwindTables.Load(image), dump.Memory).Walk(dump.Registers, 50);

        // probe-rs shows a caller two bytes before its return address, and interrupted code one byte early.
        IEnumerable<string> ours = backtrace.Frames.Select(frame => $"{frame.Pc.Value - (frame.IsCall ? 2u : frame.Exception is null ? 0u : 1u):x} cfa {frame.Cfa?.Value:x}");
        Assert.That(ours, Is.EqualTo(ExpectedFrames(File.ReadAllText(Path.Combine(Folder!, name + ".snap")))));
        Assert.That(backtrace.Ending, Is.InstanceOf<UnwindResult.End>().Or.InstanceOf<UnwindResult.Unavailable>());
    }

    private static string? FindFolder()
    {
        for (DirectoryInfo? folder = new DirectoryInfo(FixtureFiles.RepositoryRoot).Parent; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "probe-rs");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }

    // Frames that probe-rs inserts for inlined calls and for exceptions themselves have no stack frame of their own;
    // it shows a function with inlined calls at the call, so the PC is that of the innermost inlined one.
    private static IEnumerable<string> ExpectedFrames(string snapshot)
    {
        ulong? innermost = null;
        foreach (Match frame in FramePattern().Matches(snapshot))
        {
            innermost ??= Number(frame, "pc");
            if (frame.Groups["inlined"].Value == "true")
                continue;
            if (frame.Groups["cfa"].Value != "~")
                yield return $"{innermost:x} cfa {Number(frame, "cfa"):x}";
            innermost = null;
        }
    }

    private static ulong Number(Match frame, string group) => ulong.Parse(frame.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^  pc:\n    U32: (?<pc>\d+)\n  frame_base: .*\n  is_inlined: (?<inlined>\w+)\n(?:  .*\n)*?  canonical_frame_address: (?<cfa>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FramePattern();
}
