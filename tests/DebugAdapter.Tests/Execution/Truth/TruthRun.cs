using System.Globalization;
using RspDebug.Dwarf.Elf;
using RspDebug.DebugAdapter.Engine.Stack;

namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>Steps a session through places of a recorded run and compares each stop with what the record says.</summary>
internal sealed class TruthRun(LiveBoard live, RecordedRun record, SourceTruth source, Random random)
{
    private const int StepsInARow = 20;

    private readonly StepOracle _oracle = new(record, source);
    private int _left;

    public int Steps { get; private set; }

    /// <summary>What differed: what was asked, where it started and should have ended; behind a bar, where it did end.</summary>
    public List<string> Differences { get; } = [];

    public static async Task<TruthRun> StartAsync(LiveBoard live, string variant, int instructions, int seed)
    {
        var source = new SourceTruth(await DwarfDump.ReadAsync(LiveBoard.ImagePath(variant)));
        (uint, uint) longJump = live.Session.Image!.Elf.Symbols.TryFind("longjmp", out ElfSymbol symbol)
            ? ((uint)symbol.CodeAddress.Value, (uint)(symbol.CodeAddress.Value + symbol.SizeInBytes))
            : default;
        return new TruthRun(live, live.Host.Use(board => RecordedRun.Record(board, instructions, longJump)), source, new Random(seed));
    }

    public async Task RunAsync(int steps)
    {
        StepEnd? at = null;
        while (Steps < steps)
        {
            if (at is null || _left-- <= 0)
                at = await JumpAsync();
            at = await StepAsync(at.Value);
        }
    }

    private async Task<StepEnd> JumpAsync()
    {
        _left = StepsInARow;
        int snapshot = random.Next(record.SnapshotCount * 9 / 10);
        await live.RestoreAsync(record.Snapshot(snapshot));
        int index = RecordedRun.IndexOfSnapshot(snapshot);
        return new StepEnd(index, source.At(record.Pc(index)).Inlined.Count);
    }

    private async Task<StepEnd?> StepAsync(StepEnd origin)
    {
        StepRequest request = random.Next(20) switch
        {
            < 8 => StepRequest.Next,
            < 15 => StepRequest.Step,
            < 17 when _oracle.CanFinish(origin) => StepRequest.Finish,
            < 19 => StepRequest.NextInstruction,
            _ => StepRequest.StepInstruction,
        };
        if (_oracle.Find(request, origin) is not { } expected)
            return null;
        Steps++;
        bool isEnded = await live.StepAsync(request);
        StackFrame top = await live.TopAsync();
        uint[] registers = live.Registers();
        int line = Line(expected);
        if (registers.SequenceEqual(record.Registers(expected.Index)) && (top.Line == line || source.At(record.Pc(expected.Index)).Line is null))
            return expected;
        string found = isEnded ? Place(registers[15], top.Line) : "it does not end";
        if (registers[15] == record.Pc(expected.Index) && top.Line == line)
            found += " with " + string.Join(", ", Enumerable.Range(0, registers.Length).Where(i => registers[i] != record.Registers(expected.Index)[i])
                .Select(i => $"register {i} 0x{registers[i]:x} for 0x{record.Registers(expected.Index)[i]:x}"));
        Differences.Add(string.Create(CultureInfo.InvariantCulture,
            $"{request} {Place(origin)} -> {Place(expected)} | {found}; started at {origin.Index}, due at {expected.Index}"));
        return null;
    }

    private int Line(StepEnd end)
    {
        CodePoint point = source.At(record.Pc(end.Index));
        return end.VisibleInlined < point.Inlined.Count ? point.Inlined[end.VisibleInlined].CallLine : point.Line?.Line ?? 0;
    }

    private string Place(StepEnd end) => Place(record.Pc(end.Index), Line(end));

    private string Place(uint pc, int line) => $"0x{pc:x} {source.At(pc).Function?.Name}:{line}";
}
