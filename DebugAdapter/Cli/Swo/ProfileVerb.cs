using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo profile</c>: PC samples as a file for a profile viewer.</summary>
internal sealed class ProfileVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<string> _format = new("--format") { Description = "speedscope, pprof or folded.", HelpName = "FORMAT", DefaultValueFactory = static _ => "speedscope" };
    private readonly Option<string> _output = new("--output") { Description = "The file (- for standard output).", HelpName = "FILE|-", DefaultValueFactory = static _ => "-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("profile", "Writes the PC samples for a profile viewer.") { _format, _output };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string format = parsed.GetValue(_format)!;
        if (format is not ("speedscope" or "pprof" or "folded")) throw new UsageException($"--format: \"{format}\" is not one of speedscope, pprof, folded.");
        using LoadedImage? image = _run.OpenImage(parsed);
        using var outputs = new TraceOutputs();
        Stream output = outputs.Open("--output", parsed.GetValue(_output)!);
        var histogram = new PcHistogram();
        await _run.ReadAsync(parsed, [histogram], cancellationToken).ConfigureAwait(false);
        var profile = TraceProfile.Of(histogram, image);
        string name = image is null ? "trace" : Path.GetFileName(image.Path);
        switch (format)
        {
            case "speedscope": SpeedscopeFile.Write(profile, name, output); break;
            case "pprof": PprofFile.Write(profile, name, output); break;
            default:
                using (var text = new StreamWriter(output, leaveOpen: true)) FoldedStacks.Write(profile, text);
                break;
        }

        return WarnWhenEmpty(histogram);
    }

    /// <summary>Says what to switch on when there was no sample.</summary>
    public static int WarnWhenEmpty(PcHistogram histogram)
    {
        if (histogram.Total > 0) return ExitCode.Success;
        Console.Error.WriteLine("There are no PC samples in this trace: set DWT_CTRL.PCSAMPLENA (bit 12), or swoConfig.pcSampling in a session.");
        return ExitCode.CheckFailed;
    }
}
