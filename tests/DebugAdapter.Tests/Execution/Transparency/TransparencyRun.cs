using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Tests.Execution.Truth;
using RspDebug.Dwarf.Elf;
using RspDebug.VirtualBoard;

namespace RspDebug.DebugAdapter.Tests.Execution.Transparency;

/// <summary>Runs random schedules of steps and breakpoints from saved moments to a goal, and compares what the program did.</summary>
internal sealed class TransparencyRun
{
    private const int MostActions = 40, MostBreakpoints = 3;

    private readonly LiveBoard _live;
    private readonly uint _goal;
    private readonly IReadOnlyList<uint> _executed;
    private readonly List<ReferenceRun> _references = [];

    private readonly (uint Start, uint End) _exclusiveLoop;

    private TransparencyRun(LiveBoard live, uint goal, IReadOnlyList<uint> executed)
    {
        (_live, _goal, _executed) = (live, goal, executed);
        ElfSymbolTable symbols = live.Session.Image!.Elf.Symbols;
        Assert.That(symbols.TryFind("lock_increment", out ElfSymbol loop), Is.True);
        uint start = (uint)loop.CodeAddress.Value;
        _exclusiveLoop = (start, start + (uint)loop.SizeInBytes);
    }

    /// <summary>Steps, runs and breakpoints so far.</summary>
    public int Actions { get; private set; }

    /// <summary>Records free runs from <paramref name="starts"/> moments to the goal.</summary>
    /// <param name="live">The board, halted at reset.</param>
    /// <param name="goal">First instruction of a function that the program comes to again and again.</param>
    /// <param name="prepare">Done to the board at each start, in the free run too.</param>
    /// <param name="starts">How many moments.</param>
    public static TransparencyRun Prepare(LiveBoard live, uint goal, Action<Board>? prepare, int starts)
    {
        const int Instructions = 24_000, Lead = 4_000;
        RecordedRun record = live.Host.Use(board => RecordedRun.Record(board, Instructions));
        uint[] executed = [.. Enumerable.Range(0, record.Length).Select(record.Pc).Where(pc => pc < 0x2000_0000).Distinct()];
        var run = new TransparencyRun(live, goal, executed);
        int last = record.SnapshotCount - 1, first = Lead * last / Instructions;
        for (int i = 0; i < starts; i++)
        {
            BoardSnapshot snapshot = record.Snapshot(first + i * (last - first) / Math.Max(1, starts - 1));
            run._references.Add(live.Host.Use(board =>
            {
                board.Restore(snapshot);
                prepare?.Invoke(board);
                return ReferenceRun.Record(board, board.Save(), goal, run._exclusiveLoop);
            }));
        }

        return run;
    }

    /// <summary>One schedule; gives what the program did, and what it does when nobody looks.</summary>
    public async Task<(ReferenceRun Expected, ProgramEnd End, string Merged, string ByContext, string Schedule)> RunAsync(Random random)
    {
        ReferenceRun reference = _references[random.Next(_references.Count)];
        var sent = new List<byte>();
        InstructionStream stream = null!;
        await _live.RestoreAsync(reference.Start);
        _live.Host.Use(board =>
        {
            board.Uart.Sent = sent.Add;
            stream = InstructionStream.Of(board.Processor, _exclusiveLoop);
        });
        string schedule = "";
        for (int left = random.Next(MostActions); left > 0 && !IsAtGoal(); left--)
            schedule += await ActAsync(random) + " ";
        await BreakAtAsync([_goal]);
        for (int i = 0; !IsAtGoal() && i < MostActions; i++)
            await _live.RunAsync(session => session.Continue());
        await BreakAtAsync([]);
        return _live.Host.Use(board =>
        {
            stream.Stop(board.Processor);
            return (reference, ProgramEnd.Of(board, Convert.ToHexString([.. sent])), stream.Merged, stream.ByContext, schedule);
        });
    }

    private bool IsAtGoal() => _live.Registers()[15] == _goal;

    // The goal has a breakpoint all along, so that no step runs past it.
    private async Task<string> ActAsync(Random random)
    {
        Actions++;
        if (random.Next(4) == 0)
        {
            uint[] places = [.. Enumerable.Range(0, random.Next(MostBreakpoints + 1)).Select(_ => _executed[random.Next(_executed.Count)])];
            await BreakAtAsync([_goal, .. places]);
            await _live.RunAsync(session => session.Continue());
            return $"run to {string.Join('/', places.Select(p => $"{p:x}"))}";
        }

        await BreakAtAsync([_goal]);
        // Out of a function now and then: out of main's callees the goal is near.
        StepRequest request = random.Next(12) switch
        {
            0 => StepRequest.Finish,
            < 4 => StepRequest.Next,
            < 8 => StepRequest.Step,
            < 10 => StepRequest.NextInstruction,
            _ => StepRequest.StepInstruction,
        };
        int repeat = request is StepRequest.StepInstruction or StepRequest.NextInstruction ? random.Next(1, 12) : 1;
        for (int i = 0; i < repeat && !IsAtGoal(); i++)
            await _live.RunAsync(session => LiveBoard.Start(session, request));
        return $"{request} {repeat}";
    }

    private Task<IReadOnlyList<UserBreakpoint>> BreakAtAsync(IReadOnlyList<uint> addresses) =>
        _live.Session.SetBreakpointsAsync("instructions", [.. addresses.Distinct().Select(a => new BreakpointSpec.Instruction(a))], CancellationToken.None);
}
