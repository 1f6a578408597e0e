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

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>What is at code addresses, in one spelling: <c>function|file|line|column &lt; caller|...</c>, from us and from other tools.</summary>
internal static partial class SymbolAnswers
{
    // A sample of this size from images that are larger.
    private const int MostAddresses = 60_000;

    /// <summary>Every second byte of every function that is code, not a literal pool.</summary>
    public static List<ulong> CodeAddresses(ElfImage image)
    {
        SortedSet<ulong> addresses = [];
        foreach (ElfSymbol symbol in image.Symbols.Where(s => s.Type == ElfSymbolType.Function && s.IsDefined && s.SizeInBytes != 0))
        {
            ulong start = symbol.CodeAddress.Value;
            for (ulong at = start; at < start + symbol.SizeInBytes; at += 2)
            {
                if (image.Machine != ElfMachine.Arm || image.Symbols.GetMapping(new TargetAddress(at)) == MappingKind.Thumb) addresses.Add(at);
            }
        }
        int step = (addresses.Count / MostAddresses) + 1;
        return [.. addresses.Where((_, i) => i % step == 0)];
    }

    /// <summary>Our inline chain at an address.</summary>
    public static string Ours(DebugInfo info, CodeAddress address)
    {
        info.TryFindLine(address, out SourceLocation? row);
        return string.Join(" < ", info.GetFrames(address).Select(frame => Format(info, frame, row)));
    }

    /// <summary>llvm-symbolizer's inline chains.</summary>
    public static List<string> Llvm(string tool, string path, IReadOnlyList<ulong> addresses) =>
        [.. Ask(tool, ["--output-style=JSON", "--no-demangle", "-e", path], addresses).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Flatten)];

    /// <summary>eu-addr2line's places: <c>file|line|column</c>, without function names.</summary>
    public static List<string> Elfutils(string path, IReadOnlyList<ulong> addresses)
    {
        List<string> answers = [];
        foreach (string line in Ask("eu-addr2line", ["-a", "-i", "-e", path], addresses).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("0x", StringComparison.Ordinal)) answers.Add("");
            else answers[^1] += (answers[^1].Length > 0 ? " < " : "") + Place(line);
        }
        return answers;
    }

    /// <summary>A chain without its function names, in which there may be a <c>|</c>.</summary>
    public static string Places(string chain) => string.Join(" < ", chain.Split(" < ").Select(level => string.Join('|', level.Split('|')[^3..])));

    /// <param name="row">The tools take the last row of an address; frames show the statement that begins there, as gdb does.</param>
    private static string Format(DebugInfo info, SourceFrame frame, SourceLocation? row)
    {
        SourceLocation? at = frame.Depth == 0 ? row : frame.Location;
        int line = at?.Line ?? 0;
        // Strict DWARF 2 has no linkage names; the tools then take the symbol's.
        string? name = frame.LinkageName ?? (frame.IsInlined ? frame.Die.GetString(DwAt.Name)
            : info.Image.Symbols.TryFindFunction(frame.Ranges[0].Start, out ElfSymbol symbol) ? symbol.Name : frame.Die.GetString(DwAt.Name));
        return $"{name}|{at?.File?.Path}|{line}|{(line == 0 ? 0 : at?.Column)}";
    }

    private static string Place(string line)
    {
        // A compilation directory that is relative stands twice before the files in it.
        line = TwiceJoined().Replace(line, "${directory}");
        // "file:line:column", with "(discriminator 2)" or nothing behind it; ":0" without a column.
        string[] parts = line.Split(' ')[0].Split(':');
        return parts.Length < 2 || parts[0] == "??" ? "|0|0" : $"{parts[0]}|{parts[1]}|{(parts.Length > 2 && parts[1] != "0" ? parts[2] : "0")}";
    }

    [GeneratedRegex(@"^(?<directory>\./.+?/)\k<directory>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TwiceJoined();

    private static string Ask(string tool, IEnumerable<string> arguments, IReadOnlyList<ulong> addresses)
    {
        if (ExternalProgram.Find(tool) is null) Assert.Ignore($"{tool} is not installed");
        ProcessStartInfo start = new(tool, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (ulong address in addresses) process.StandardInput.WriteLine("0x" + address.ToString("x", CultureInfo.InvariantCulture));
        process.StandardInput.Close();
        return output.GetAwaiter().GetResult();
    }

    private static string Flatten(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join(" < ", document.RootElement.GetProperty("Symbol").EnumerateArray().Select(s =>
        {
            int line = s.GetProperty("Line").GetInt32();
            return $"{s.GetProperty("FunctionName").GetString()}|{s.GetProperty("FileName").GetString()}|{line}|{(line == 0 ? 0 : s.GetProperty("Column").GetInt32())}";
        }));
    }
}
