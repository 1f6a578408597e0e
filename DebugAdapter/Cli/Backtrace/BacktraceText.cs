using System.Globalization;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables;

namespace RspDebug.DebugAdapter.Cli.Backtrace;

/// <summary>A backtrace for people, in the manner of gdb's <c>backtrace full</c>.</summary>
internal static class BacktraceText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, IReadOnlyList<BacktraceFrame> frames, string? truncated)
    {
        foreach (BacktraceFrame frame in frames) Write(output, frame);
        if (truncated is not null) output.WriteLine($"(the stack goes on: {truncated})");
    }

    private static void Write(TextWriter output, BacktraceFrame frame)
    {
        IEnumerable<VariableView> arguments = frame.Locals.Where(local => local.Kind == NamedValueKind.Argument);
        string place = frame.Frame.Path is { } path ? string.Create(CultureInfo.InvariantCulture, $" at {path}:{frame.Frame.Line}") : "";
        string inlined = frame.IsInlined ? " [inlined]" : "";
        if (frame.Frame.Interruption is { } exception) output.WriteLine($"    <{exception}>");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"#{frame.Level,-3} 0x{frame.Frame.Pc:x8} {frame.Frame.Name} ({string.Join(", ", arguments.Select(a => $"{a.Name}={a.Value}"))}){place}{inlined}"));
        foreach (VariableView local in frame.Locals.Except(arguments)) output.WriteLine($"        {local.Name} = {local.Value}");
        if (!frame.IsInlined && frame.Frame.Physical.Note is { } note) output.WriteLine($"        ({note})");
    }
}
