using System.Text;
using RspDebug.RspServer.Targets;
using static RspDebug.VirtualBoard.FrontEnds.Rsp.DebugAddresses;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>The <c>monitor</c> commands.</summary>
public sealed partial class BoardTarget
{
    private const string Help = """
        reset [halt|run]          system reset; holds the core before its first instruction unless told to run
        halt                      stops the core
        maskisr on|off            whether a step keeps interrupts pending (on at start)
        semihosting on|off|fileio answers BKPT 0xAB: console only, not at all, or with files on the client's side (on at start)
        vector_catch hard|all|none  faults that stop the core (hard at start)
        cycles                    core clock cycles and instructions since power-up

        """;

    /// <inheritdoc/>
    public async ValueTask<TargetStatus> RunMonitorAsync(string command, IResumeHost console, CancellationToken cancellationToken)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? text = words switch
        {
            ["help"] or [] => Help,
            ["halt"] => Run(_ => _debugger.Halt()),
            ["reset"] or ["reset", "halt" or "init"] => Run(_ => Reset()),
            ["reset", "run"] => Run(ResetAndRun),
            ["maskisr", "on" or "off"] => Run(_ => _debugger.MasksInterrupts = words[1] == "on"),
            ["semihosting", "on" or "off" or "fileio"] => Run(_ => _semihosting.Mode = Enum.Parse<SemihostingMode>(words[1], ignoreCase: true)),
            ["vector_catch", "hard" or "all" or "none"] =>
                Run(_ => _debugger.Catches = words[1] switch { "hard" => CatchHardFault, "all" => CatchMask & ~CatchReset, _ => 0 }),
            ["cycles"] => _host.Use(board => $"{board.Timeline.Cycles} cycles, {board.Processor.Instructions} instructions\n"),
            _ => null,
        };
        if (text is null) return TargetStatus.Unsupported;
        await console.WriteConsoleAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    }

    private string Run(Action<Board> action)
    {
        _host.Use(action);
        return "";
    }

    private void Reset()
    {
        _debugger.Reset();
        _units.Rearm();
    }

    private void ResetAndRun(Board board)
    {
        Reset();
        _debugger.Run();
    }
}
