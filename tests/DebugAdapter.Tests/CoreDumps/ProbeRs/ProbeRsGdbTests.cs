using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Tests.Cli;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>The variables of the core dumps of the probe-rs project against gdb, which reads the same dump through <c>rsp-debug serve</c>.</summary>
public sealed partial class ProbeRsGdbTests
{
    // ROW depth name|address|value; the value of numbers only, and of pointers of C (gdb shows Rust's references as pointers of its own making).
    private const string Variables = """
        python
        def show(depth, block, frame):
            while block is not None:
                for symbol in block:
                    if not (symbol.is_variable or symbol.is_argument): continue
                    value = symbol.value(frame)
                    address = "" if value.address is None else "%x" % int(value.address)
                    kind = value.type.strip_typedefs()
                    text = ""
                    if kind.code == gdb.TYPE_CODE_INT and kind.sizeof <= 8: text = "%d" % int(value)
                    if kind.code == gdb.TYPE_CODE_PTR and not "mut" in str(kind): text = "0x%x" % int(value)
                    print("ROW %d %s|%s|%s" % (depth, symbol.name, address, text))
                if block.function is not None: return
                block = block.superblock
        depth = 0
        frame = gdb.newest_frame()
        while frame is not None:
            if frame.type() != gdb.SIGTRAMP_FRAME:
                try:
                    block = frame.block()
                except RuntimeError:
                    block = None
                show(depth, block, frame)
                depth += 1
            try:
                frame = frame.older()
            except gdb.error:
                break
        """;

    // variables that gdb names
    [TestCase("atsamd51p19a", 7)]
    [TestCase("nRF52833_xxAA_full_unwind", 56)]
    [TestCase("nRF52833_xxAA_systick", 8)]
    public async Task Locals_OfACoreDump_LieWhereGdbFindsThemThroughTheServedDump(string name, int variables)
    {
        (string elf, string core) = (SharedData.Require($"probe-rs/{name}.elf"), SharedData.Require($"probe-rs/{name}.coredump"));
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        IReadOnlyList<BacktraceFrame> frames = await ProbeRsSession.ReadAsync(name, static (_, read) => Task.FromResult(read));
        string[] gdb = await AskGdbAsync(elf, core);
        bool[] hasText = [.. gdb.Order(StringComparer.Ordinal).Select(row => !row.EndsWith('|'))];
        string[] ours =
        [
            .. frames.SelectMany((frame, depth) => frame.Locals.Where(local => local.Name[0] != '<').Select(local => (Key: $"{depth} {local.Name}|{local.Address:x}|", local.Value)))
                .OrderBy(row => row.Key, StringComparer.Ordinal)
                .Select((row, i) => i < hasText.Length && hasText[i] ? row.Key + row.Value.Split(' ')[0] : row.Key),
        ];
        Assert.That(ours, Is.EqualTo(gdb.Order(StringComparer.Ordinal)).AsCollection);
        Assert.That(gdb, Has.Length.EqualTo(variables));
    }

    private static async Task<string[]> AskGdbAsync(string elf, string core)
    {
        string script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Variables + "\nend\n");
            await using AdapterProcess serve = AdapterProcess.Start("serve", "--core", core, "--elf", elf, "--json", "-");
            int port = JsonDocument.Parse((await serve.Output.ReadLineAsync())!).RootElement.GetProperty("port").GetInt32();
            string output = await ExternalProgram.RunGdbAsync(port, $"file {elf}", "set backtrace past-main on", $"source {script}");
            return [.. RowPattern().Matches(output).Select(match => match.Groups["row"].Value)];
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex("^ROW (?<row>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RowPattern();
}
