using System.CommandLine;
using System.Text;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo watch</c>: data trace as values over time.</summary>
internal sealed class WatchVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<int?> _comparator = new("--comparator") { Description = "Only this comparator.", HelpName = "0..3" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("watch", "Shows traced data accesses: when, which value, by which instruction.") { _comparator };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_comparator) is { } number and not (>= 0 and <= 3)) throw new UsageException($"--comparator: {number} is not a comparator; use 0 to 3.");
        using LoadedImage? image = _run.OpenImage(parsed);
        var printer = new Printer(parsed.GetValue(_comparator), _run.Clock(parsed), image);
        await _run.ReadAsync(parsed, [printer], cancellationToken).ConfigureAwait(false);
        if (printer.Count == 0) await Console.Error.WriteLineAsync("There are no data accesses in this trace: set a DWT comparator to trace them (DWT_FUNCTIONn).").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private sealed class Printer(int? comparator, double? clock, LoadedImage? image) : ITraceEventSink
    {
        private readonly Dictionary<uint, string> _places = [];
        private readonly StringBuilder _text = new();

        public long Count { get; private set; }

        public void OnEvent(in TraceEvent next)
        {
            if (next.Kind != TraceEventKind.DataAccess || (comparator is { } only && next.Data.Comparator != only)) return;
            Count++;
            DataAccess access = next.Data;
            string time = clock is { } hertz ? $"{next.Time.Low * 1e6 / hertz,14:0.000} us" : $"{next.Time.Low,14}";
            string width = next.Time is { IsBounded: true, Width: > 0 } ? $" +{next.Time.Width}" : "";
            _text.Append($"{time}{width}  {access.Comparator}  ");
            if (access.Value is { } value) _text.Append($"{(access.IsWrite ? "write" : "read")}{8 * access.SizeInBytes} {value} (0x{value:x})");
            if (access.Address is { } address) _text.Append($"  at ..{address:x4}");
            if (access.Pc is { } pc) _text.Append($"  by {Place(pc)}");
            _text.Append('\n');
        }

        public ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            Console.Out.Write(_text.ToString());
            _text.Clear();
            return ValueTask.CompletedTask;
        }

        private string Place(uint pc)
        {
            if (_places.TryGetValue(pc, out string? place)) return place;
            AddressLookup? found = image is null ? null : AddressLookup.Find(image, pc);
            place = found?.Function is { } function ? $"{function}{(found.Location is { File: { } file } line ? $" {file.Name}:{line.Line}" : "")}" : $"0x{pc:x8}";
            return _places[pc] = place;
        }
    }
}
