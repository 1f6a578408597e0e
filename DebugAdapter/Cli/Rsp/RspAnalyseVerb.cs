using System.CommandLine;
using RspDebug.DebugAdapter.Cli.Audit;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Cli.Rsp;

/// <summary><c>rsp analyse</c>: what went wrong on a link, by a log of it.</summary>
internal sealed class RspAnalyseVerb : IVerb
{
    private readonly Argument<string> _log = new("log") { Description = "The log; - for the standard input." };
    private readonly Option<string?> _format = new("--format")
    {
        Description = $"The log's form, when it is not found out: {string.Join(", ", LinkLogFormats.All.Select(static format => format.Name))}.", HelpName = "NAME",
    };

    private readonly AuditOutput _output = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("analyse", "Finds failed handshakes, retransmissions and their cause, unanswered requests and slow replies in a log of OpenOCD, gdb, J-Link, LLDB, Wireshark, rsp-debug, or a hex dump.") { _log, _format };
        _output.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(_log)!;
        LinkLogFormat? format = parsed.GetValue(_format) is { } name
            ? LinkLogFormats.Find(name) ?? throw new UsageException($"--format: \"{name}\" is none of {string.Join(", ", LinkLogFormats.All.Select(static known => known.Name))}.")
            : null;
        LinkSummary summary = Analyse(path, format, cancellationToken);
        return await _output.WriteAsync(parsed, LinkReport.Of(summary), failOn => LinkReport.ToHtml(summary, failOn), cancellationToken).ConfigureAwait(false);
    }

    private static LinkSummary Analyse(string path, LinkLogFormat? format, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw new EnvironmentException($"'{path}' is a directory. Name the log in it.");
        try
        {
            using Stream stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            (LinkLogFormat found, IEnumerable<LinkRecord> records) = LinkLogFormats.Open(LogLines.Read(stream), format);
            var analyser = new LinkAnalyser();
            foreach (LinkRecord record in records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                analyser.Push(record);
            }

            LinkSummary summary = analyser.Finish((path, found.Name));
            if (summary is { Requests: 0, Replies: 0 } && !summary.Findings.Any(static finding => finding.Severity > AuditSeverity.Note))
                throw new LinkLogException($"There is no packet in it. It was read as a log of {found.Name} ({found.Description}); if it is another one, say so by --format.");
            return summary;
        }
        catch (LinkLogException unusable)
        {
            throw new EnvironmentException($"'{path}': {unusable.Message}", unusable);
        }
    }
}
