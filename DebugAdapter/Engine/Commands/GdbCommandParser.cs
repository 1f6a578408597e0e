using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>
/// Reads a line as gdb or its machine interface would: what the session can do by itself is done, settings of gdb are passed over, and
/// everything else is refused with what to write instead.
/// </summary>
/// <remarks>GDB manual, "Commands"; a line that starts with <c>-</c> is GDB/MI, as cortex-debug has it.</remarks>
internal static partial class GdbCommandParser
{
    private const string Setting = "it is a setting of gdb, and there is no gdb here";

    /// <summary>Reads one line.</summary>
    public static GdbCommand Parse(string line)
    {
        string text = line.Trim();
        if (text.Length == 0 || text[0] == '#') return new GdbCommand.WithoutEffect("it is empty");
        if (text[0] == '-') return MiCommands.Parse(text);
        (string word, string rest) = Split(text);
        return word switch
        {
            "monitor" or "mon" => new GdbCommand.Monitor(rest),
            "maint" or "maintenance" => Maintenance(rest),
            "load" => Load(rest),
            "restore" => Restore(rest),
            "break" or "b" or "br" or "hbreak" or "hb" => BreakpointPlace.Parse(rest),
            "delete" or "d" when rest is "" or "breakpoints" => new GdbCommand.DeleteBreakpoints(),
            "continue" or "c" or "cont" or "fg" => new GdbCommand.Continue(),
            "interrupt" => new GdbCommand.Interrupt(),
            "step" or "s" => new GdbCommand.Step(StepKind.Into, ByInstruction: false),
            "next" or "n" => new GdbCommand.Step(StepKind.Over, ByInstruction: false),
            "stepi" or "si" => new GdbCommand.Step(StepKind.Into, ByInstruction: true),
            "nexti" or "ni" => new GdbCommand.Step(StepKind.Over, ByInstruction: true),
            "finish" or "fin" => new GdbCommand.StepOut(),
            "echo" => new GdbCommand.Echo(rest.Replace("\\n", "\n", StringComparison.Ordinal)),
            "set" => Set(rest),
            _ when word is "print" or "p" or "inspect" or "output" || word.StartsWith("print/", StringComparison.Ordinal) || word.StartsWith("p/", StringComparison.Ordinal) => Print(word, rest),
            _ => CommandAdvice.Find(word),
        };
    }

    /// <summary>The first word, and what follows it.</summary>
    public static (string Word, string Arguments) Split(string text)
    {
        int end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    /// <summary><c>set</c>: an assignment, or a setting.</summary>
    public static GdbCommand Set(string rest)
    {
        (string word, string assignment) = Split(rest);
        if (word is "var" or "variable") return new GdbCommand.Evaluate(Expression(assignment), Shows: false);
        if (word is "substitute-path" or "directories") return new GdbCommand.Refused("Use \"sourceMap\": it maps source folders.");
        bool isAssignment = rest.Length > 0 && rest[0] is '$' or '*' or '{' or '(' || PlainAssignment().IsMatch(rest);
        return isAssignment ? new GdbCommand.Evaluate(Expression(rest), Shows: false) : new GdbCommand.WithoutEffect(Setting);
    }

    /// <summary><c>load [FILE [OFFSET]]</c>; quotation marks around the file are taken off.</summary>
    public static GdbCommand Load(string rest)
    {
        (string file, string offset) = TakeFile(rest);
        if (offset.Length > 0 && offset != "0") return new GdbCommand.Refused("An offset is not added to addresses: link the file for where it goes.");
        return new GdbCommand.Load(file.Length == 0 ? null : new LoadFileName(file, null));
    }

    // restore FILE [binary] [OFFSET]: with `binary` the offset is the address.
    private static GdbCommand Restore(string rest)
    {
        (string file, string more) = TakeFile(rest);
        (string binary, string address) = Split(more);
        if (file.Length > 0 && more.Length == 0) return new GdbCommand.Load(new LoadFileName(file, null));
        return binary == "binary" && LaunchAddress.TryParse(address, out LaunchAddress at)
            ? new GdbCommand.Load(new LoadFileName(file, at))
            : new GdbCommand.Refused("Write `restore FILE binary ADDRESS`, or name the file in \"loadFiles\" as FILE@ADDRESS.");
    }

    private static (string File, string More) TakeFile(string text)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\'')) return Split(text);
        int end = text.IndexOf(text[0], 1);
        return end < 0 ? (text[1..], "") : (text[1..end], text[(end + 1)..].Trim());
    }

    private static GdbCommand Maintenance(string rest)
    {
        (string word, string payload) = Split(rest);
        return word == "packet" && payload.Length > 0 ? new GdbCommand.Packet(payload) : new GdbCommand.WithoutEffect("it concerns gdb's own caches, and there is no gdb here");
    }

    private static GdbCommand Print(string word, string rest)
    {
        int slash = word.IndexOf('/', StringComparison.Ordinal);
        if (rest.StartsWith('/'))
        {
            (string format, string expression) = Split(rest);
            (word, rest, slash) = (format, expression, 0);
        }

        if (rest.Length == 0) return new GdbCommand.Refused("Write an expression behind it.");
        string display = slash < 0 ? "" : word[(slash + 1)..] is { Length: 1 } letter ? "," + letter : "";
        return new GdbCommand.Evaluate(Expression(rest) + display, Shows: true);
    }

    // gdb's {type}address is a dereferenced cast.
    private static string Expression(string text) => TypedAddress().Replace(text, static match =>
        string.Create(CultureInfo.InvariantCulture, $"*({match.Groups["type"].Value.Trim()}*)({match.Groups["address"].Value})"));

    [GeneratedRegex(@"^[A-Za-z_][\w.:\[\]>-]*\s*=[^=]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainAssignment();

    [GeneratedRegex(@"\{(?<type>[^{}]+)\}\s*(?<address>0[xX][0-9A-Fa-f]+|\d+|\$\w+|\([^()]*\)|&?\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypedAddress();
}
