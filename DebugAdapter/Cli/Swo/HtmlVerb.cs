using System.CommandLine;
using System.Text;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Html;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo html</c>: a trace as one page with plots.</summary>
internal sealed class HtmlVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<string> _output = new("--output") { Description = "The file (- for standard output).", HelpName = "FILE|-", DefaultValueFactory = static _ => "-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("html", "Writes one HTML page with tables and plots; it needs no network.") { _output };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using LoadedImage? image = _run.OpenImage(parsed);
        using var outputs = new TraceOutputs();
        Stream output = outputs.Open("--output", parsed.GetValue(_output)!);
        var (rates, exceptions, histogram, values) = (new TraceRates(), new ExceptionAnalysis(), new PcHistogram(), new ValueCurves());
        await _run.ReadAsync(parsed, [rates, exceptions, histogram, values], cancellationToken).ConfigureAwait(false);
        string title = image is null ? "SWO trace" : $"SWO trace of {Path.GetFileName(image.Path)}";
        string page = new TraceReportPage(_run.Clock(parsed)).Write(title, _run.Reader!.Decoder, rates, exceptions, new ExceptionNames(image), TraceProfile.Of(histogram, image), values);
        await output.WriteAsync(Encoding.UTF8.GetBytes(page), cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
