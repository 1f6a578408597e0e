using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Report;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary>Options that all audits have, and how their report is given out.</summary>
internal sealed class AuditOutput
{
    private readonly Option<string?> _json = new("--json") { Description = "Write the report as JSON to this file, or to standard output for `-`.", HelpName = "FILE|-" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML file.", HelpName = "FILE" };
    private readonly Option<AuditSeverity> _failOn = new("--fail-on")
    {
        Description = "Exit with 1 when there is a finding this bad or worse: note, warning (the default) or error.",
        HelpName = "SEVERITY",
        DefaultValueFactory = _ => AuditSeverity.Warning,
    };

    /// <summary>Adds the options to an audit.</summary>
    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_html);
        command.Add(_failOn);
    }

    /// <summary>Progress lines on the standard error output.</summary>
    public static IProgress<string> Progress { get; } = new ErrorOutput();

    /// <summary>Gives the report out.</summary>
    /// <returns>The exit code.</returns>
    public ValueTask<int> WriteAsync(ParseResult parsed, AuditReport report, CancellationToken cancellationToken) =>
        WriteAsync(parsed, report, failOn => AuditHtml.Write(report, failOn), cancellationToken);

    /// <summary>The same with a page of its own.</summary>
    public async ValueTask<int> WriteAsync(ParseResult parsed, AuditReport report, Func<AuditSeverity, string> page, CancellationToken cancellationToken)
    {
        string? json = parsed.GetValue(_json);
        if (json is not null)
        {
            using var buffer = new MemoryStream();
            AuditJson.Write(report, buffer);
            await WriteAsync(json, buffer.ToArray(), cancellationToken).ConfigureAwait(false);
        }

        if (parsed.GetValue(_html) is { } html)
            await File.WriteAllTextAsync(html, page(parsed.GetValue(_failOn)), cancellationToken).ConfigureAwait(false);
        if (json is not "-")
            await Console.Out.WriteAsync(AuditText.Write(report)).ConfigureAwait(false);
        return report.Fails(parsed.GetValue(_failOn)) ? ExitCode.CheckFailed : ExitCode.Success;
    }

    private static async ValueTask WriteAsync(string destination, byte[] bytes, CancellationToken cancellationToken)
    {
        if (destination is "-")
            await Console.Out.WriteLineAsync(System.Text.Encoding.UTF8.GetString(bytes)).ConfigureAwait(false);
        else
            await File.WriteAllBytesAsync(destination, bytes, cancellationToken).ConfigureAwait(false);
    }

    private sealed class ErrorOutput : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
