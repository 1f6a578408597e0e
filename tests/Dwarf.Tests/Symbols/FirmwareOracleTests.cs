using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Symbols;

/// <summary>Every code address of the test firmware, linked at 0, against the installed llvm-symbolizer.</summary>
public sealed partial class FirmwareOracleTests
{
    private const string Tool = "llvm-symbolizer-19";

    private static IEnumerable<string> Variants => Firmware.Variants;

    [TestCaseSource(nameof(Variants))]
    public void GetFrames_EveryCodeAddress_EqualsSymbolizer(string variant)
    {
        string path = Firmware.ImagePath(variant);
        using ElfFile file = ElfFile.Open(path);
        DebugInfo info = DebugInfo.Load(file.Image);
        List<ulong> addresses = [.. CodeAddresses(file.Image)];
        List<string> expected = Ask(path, addresses);
        Assert.That(expected, Has.Count.EqualTo(addresses.Count).And.Count.GreaterThan(1000));
        List<string> differences = [];
        int victims = 0;
        for (int i = 0; i < addresses.Count; i++)
        {
            CodeAddress address = new(addresses[i]);
            file.Image.Symbols.TryFindFunction(address, out ElfSymbol symbol);
            IReadOnlyList<SourceFrame> frames = info.GetFrames(address);
            info.TryFindLine(address, out SourceLocation? row);
            string ours = string.Join(" < ", frames.Select(f => Format(f, row, symbol)));
            if (Normalize(ours) == Normalize(expected[i])) continue;
            // For code without debug information the tool answers with one of its symbols and with the last file name of the symbol table.
            if (frames.Count == 0 && info.FindUnit(address) is null && expected[i].EndsWith("|0|0", StringComparison.Ordinal)) continue;
            // The tool takes functions that the linker removed, and left at 0, for real code: then the symbol decides.
            if (OutermostName(expected[i]) != symbol.Name && Normalize(OutermostName(ours)) == Normalize(symbol.Name)) victims++;
            else differences.Add($"{address}: expected {expected[i]} but was {ours}");
        }
        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(20)));
        Assert.That(victims, Is.LessThan(addresses.Count / 5), "answers of the tool that belong to removed functions");
        Assert.That(info.Diagnostics, Is.Empty);
    }

    /// <summary>One name for the complete and the base constructor, which share their code, and for GCC's changed copies of functions.</summary>
    private static string Normalize(string answer) => CopySuffix().Replace(answer, "").Replace("C2E", "C1E", StringComparison.Ordinal);

    [GeneratedRegex(@"\.(isra|constprop|part|cold)(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CopySuffix();

    private static IEnumerable<ulong> CodeAddresses(ElfImage image)
    {
        HashSet<ulong> seen = [];
        foreach (ElfSymbol symbol in image.Symbols.Where(s => s.Type == ElfSymbolType.Function && s.IsDefined && s.SizeInBytes != 0))
        {
            for (ulong at = symbol.Address.Value; at < symbol.Address.Value + symbol.SizeInBytes; at += 2)
            {
                if (image.Symbols.GetMapping(new TargetAddress(at)) == MappingKind.Thumb && seen.Add(at)) yield return at;
            }
        }
    }

    private static string OutermostName(string answer) => answer[(answer.LastIndexOf("< ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..].Split('|')[0];

    /// <param name="row">The tool takes the last row of an address; frames show the statement that begins there, as gdb does.</param>
    private static string Format(SourceFrame frame, SourceLocation? row, ElfSymbol symbol)
    {
        SourceLocation? at = frame.Depth == 0 ? row : frame.Location;
        int line = at?.Line ?? 0;
        string? name = frame.LinkageName ?? (frame.IsInlined ? frame.Die.GetString(DwAt.Name) : symbol.Name);
        return $"{name}|{at?.File?.Path}|{line}|{(line == 0 ? 0 : at?.Column)}";
    }

    private static List<string> Ask(string path, List<ulong> addresses)
    {
        ProcessStartInfo start = new(Tool, ["--output-style=JSON", "--no-demangle", "-e", path]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (ulong address in addresses) process.StandardInput.WriteLine("0x" + address.ToString("x", CultureInfo.InvariantCulture));
        process.StandardInput.Close();
        return [.. output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Flatten)];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"{Tool} is not installed.");
            throw;
        }
    }

    private static string Flatten(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        IEnumerable<string> frames = document.RootElement.GetProperty("Symbol").EnumerateArray().Select(s =>
        {
            int line = s.GetProperty("Line").GetInt32();
            int column = line == 0 ? 0 : s.GetProperty("Column").GetInt32();
            return $"{s.GetProperty("FunctionName").GetString()}|{s.GetProperty("FileName").GetString()}|{line}|{column}";
        });
        return string.Join(" < ", frames);
    }
}
