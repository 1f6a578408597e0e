using System.Diagnostics;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>Everything of one file that others made, read and compared with llvm-dwarfdump; a file of any machine.</summary>
internal sealed class FileComparison
{
    private const string Dwarfdump = "llvm-dwarfdump-19";
    private const int MostFunctions = 2000;

    /// <summary>DIEs that were compared.</summary>
    public int Dies { get; private set; }

    /// <summary>Rows of line tables that were compared.</summary>
    public int Rows { get; private set; }

    /// <summary>What differs, and what we left out.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>Reads and compares the debug information of an ELF file.</summary>
    /// <param name="path">Where the other tool finds it.</param>
    /// <exception cref="ElfFormatException">No ELF file, or a damaged one.</exception>
    public void Run(string path)
    {
        if (ExternalProgram.Find(Dwarfdump) is null) Assert.Ignore($"{Dwarfdump} is not installed");
        ElfImage image = ElfImage.Load(File.ReadAllBytes(path), Path.GetFileName(path));
        DebugInfo whole = DebugInfo.Load(image, new FolderCompanions(path));
        ReadAll(whole);
        Differences.AddRange(whole.Diagnostics.Select(diagnostic => diagnostic.Message));
        // The other tool shows skeletons as they are.
        DebugInfo info = DebugInfo.Load(image);
        try
        {
            CompareDies(info, path);
        }
        catch (DwarfFormatException e)
        {
            Differences.Add("DIEs: " + e.Message);
        }
        CompareLines(info, path);
    }

    // What a debugger asks for: none of it may end in anything but a typed error or a diagnostic.
    private static void ReadAll(DebugInfo info)
    {
        foreach (FunctionInfo function in info.Units.SelectMany(info.GetFunctions).Take(MostFunctions))
        {
            info.GetFrames(function.EntryPoint);
            info.GetLocals(function.EntryPoint);
            info.FindFunctionBreakpoints(function.Name);
        }
        UnwindTablesOf(info.Image);
    }

    private static void UnwindTablesOf(ElfImage image)
    {
        try
        {
            FrameTable table = FrameTable.Load(image);
            foreach (CodeAddress start in table.Starts)
            {
                if (table.TryFindFde(start, out Fde? fde)) _ = CfiInterpreter.GetRows(fde).Count();
            }
            foreach (EhabiTable ehabi in EhabiTable.LoadAll(image))
            {
                for (int i = 0; i < ehabi.Count; i++) _ = ehabi[i];
            }
        }
        catch (Exception e) when (e is ElfFormatException or DwarfFormatException)
        {
            TestContext.Out.WriteLine($"refused: {e.Message}");
        }
    }

    private void CompareDies(DebugInfo info, string path)
    {
        DieComparison comparison = new(info);
        foreach (DumpedDie die in DumpedDie.Read(Lines("-v", "--debug-info", "--debug-types", path))) comparison.Compare(die);
        // LLVM 16 and later do not read .zdebug sections.
        if (comparison.Compared == 0 && info.Image.Sections.Any(section => section.Name.StartsWith(".zdebug_", StringComparison.Ordinal))) return;
        comparison.Finish();
        Dies += comparison.Compared;
        Differences.AddRange(comparison.Differences);
    }

    private void CompareLines(DebugInfo info, string path)
    {
        Dictionary<ulong, List<string>> tables = LineComparison.ReadDump(Lines("--debug-line", path));
        int rows = 0;
        foreach (CompilationUnit unit in info.Units)
        {
            if (info.Guard(() => unit.RootAttributes.LineProgram, null) is { } offset && tables.Remove(offset, out List<string>? expected)) Differences.AddRange(LineComparison.Compare(info.GetLineTable(unit), expected, ref rows));
        }
        Rows += rows;
    }

    private static IEnumerable<string> Lines(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Dwarfdump, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line) yield return line;
        process.WaitForExit();
    }
}
