using System.CommandLine;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Trace.Doctor;
using RspDebug.Swo;
using RspDebug.Swo.Diagnosis;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo doctor</c>: what is wrong with a trace, from its bytes.</summary>
internal sealed class DoctorVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<string?> _json = new("--json") { Description = "The findings as JSON (- for standard output).", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("doctor", "Says what is wrong with a trace, and what to change.") { _json };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SwoDecoderOptions options = _run.DecoderOptions(parsed);
        using var outputs = new TraceOutputs();
        Stream? json = parsed.GetValue(_json) is { } file ? outputs.Open("--json", file) : null;
        var diagnoser = new SwoDiagnoser(options.Format, options);
        await _run.ReadBytesAsync(parsed, bytes => diagnoser.Push(bytes.Span), cancellationToken).ConfigureAwait(false);
        SwoDiagnosis diagnosis = diagnoser.Finish();
        if (json is not null) WriteJson(json, diagnosis);
        if (parsed.GetValue(_json) != "-") Write(diagnosis);
        return diagnosis.Findings.Any(IsFault) ? ExitCode.CheckFailed : ExitCode.Success;
    }

    // Late timestamps are a busy pin's normal state, and the events say so themselves.
    private static bool IsFault(SwoFinding finding) => finding is not SwoFinding.DelayedTimestamps && finding.Severity != SwoSeverity.Information;

    private static void Write(SwoDiagnosis diagnosis)
    {
        Console.WriteLine($"{diagnosis.Bytes} bytes, {diagnosis.Itm.Packets} packets");
        foreach (SwoFinding finding in diagnosis.Findings)
        {
            Console.WriteLine($"{finding.Severity.ToString().ToLowerInvariant(),-11} {DoctorAdvice.TextOf(finding)}");
            if (DoctorAdvice.AdviceOf(finding) is { } advice) Console.WriteLine($"{"",-11} -> {advice}");
        }
    }

    private static void WriteJson(Stream output, SwoDiagnosis diagnosis)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteNumber("bytes", diagnosis.Bytes);
        json.WriteString("format", diagnosis.Format.ToString().ToLowerInvariant());
        json.WriteNumber("packets", diagnosis.Itm.Packets);
        json.WriteNumber("overflows", diagnosis.Itm.Overflows);
        json.WriteNumber("malformed", diagnosis.Itm.Malformed);
        json.WriteNumber("skippedBytes", diagnosis.Itm.SkippedBytes);
        json.WriteStartArray("findings");
        foreach (SwoFinding finding in diagnosis.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", DoctorAdvice.RuleOf(finding));
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("text", DoctorAdvice.TextOf(finding));
            json.WriteString("advice", DoctorAdvice.AdviceOf(finding));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }
}
