using RspDebug.DebugAdapter.Engine.Execution;

namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>Lines of gdb's machine interface, which start with <c>-</c>.</summary>
/// <remarks>GDB manual, "The GDB/MI Interface".</remarks>
internal static class MiCommands
{
    /// <summary>Reads one line.</summary>
    public static GdbCommand Parse(string text)
    {
        (string word, string rest) = GdbCommandParser.Split(text);
        return word switch
        {
            "-target-download" => new GdbCommand.Load(null),
            "-exec-continue" => new GdbCommand.Continue(),
            "-exec-interrupt" => new GdbCommand.Interrupt(),
            "-exec-step" => new GdbCommand.Step(StepKind.Into, ByInstruction: false),
            "-exec-next" => new GdbCommand.Step(StepKind.Over, ByInstruction: false),
            "-exec-step-instruction" => new GdbCommand.Step(StepKind.Into, ByInstruction: true),
            "-exec-next-instruction" => new GdbCommand.Step(StepKind.Over, ByInstruction: true),
            "-exec-finish" => new GdbCommand.StepOut(),
            "-break-delete" => new GdbCommand.DeleteBreakpoints(),
            "-break-insert" => Break(rest),
            "-interpreter-exec" => Console(rest),
            "-gdb-set" => GdbCommandParser.Set(rest),
            "-data-evaluate-expression" => new GdbCommand.Evaluate(Unquote(rest), Shows: true),
            "-enable-pretty-printing" or "-gdb-show" or "-environment-cd" => new GdbCommand.WithoutEffect("it is a setting of gdb, and there is no gdb here"),
            _ => CommandAdvice.Find(word),
        };
    }

    private static GdbCommand Console(string rest)
    {
        (string interpreter, string command) = GdbCommandParser.Split(rest);
        return interpreter is "console" or "\"console\"" ? GdbCommandParser.Parse(Unquote(command)) : CommandAdvice.Find("-interpreter-exec");
    }

    private static GdbCommand Break(string rest)
    {
        string[] words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Contains("-t", StringComparer.Ordinal)) return CommandAdvice.Find("tbreak");
        string? other = Array.Find(words, static word => word.StartsWith('-') && word is not ("-h" or "-f" or "--function"));
        return other is null ? BreakpointPlace.Parse(Unquote(string.Join(' ', words.Where(static word => !word.StartsWith('-'))))) : new GdbCommand.Refused($"The option {other} is not known here; set the breakpoint in the editor.");
    }

    private static string Unquote(string text) => text is ['"', .., '"']
        ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : text;
}
