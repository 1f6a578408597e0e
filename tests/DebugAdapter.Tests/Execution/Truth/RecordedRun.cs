using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>A free run of the board, instruction by instruction: the registers before each, and the calls and exceptions seen from outside.</summary>
internal sealed class RecordedRun
{
    private const int InstructionsPerSnapshot = 500;

    private readonly List<uint[]> _registers = [];
    private readonly List<TraceFrame> _frames = [];
    private readonly List<BoardSnapshot> _snapshots = [];

    public int Length => _registers.Count;

    public uint Pc(int index) => _registers[index][15];

    public uint Ipsr(int index) => _registers[index][16] & 0x1FF;

    /// <summary>r0 to r15, xPSR, FPSCR.</summary>
    public IReadOnlyList<uint> Registers(int index) => _registers[index];

    public TraceFrame Frame(int index) => _frames[index];

    /// <summary>Moments that the board can be put back to, as indices.</summary>
    public int SnapshotCount => _snapshots.Count;

    public static int IndexOfSnapshot(int snapshot) => snapshot * InstructionsPerSnapshot;

    public BoardSnapshot Snapshot(int snapshot) => _snapshots[snapshot];

    /// <summary>Runs the board, which stands halted, and leaves it halted.</summary>
    /// <param name="board">The board.</param>
    /// <param name="instructions">How long.</param>
    /// <param name="longJump">Code of <c>longjmp</c>: a jump out of it ends all frames below the new SP.</param>
    public static RecordedRun Record(Board board, int instructions, (uint Start, uint End) longJump = default)
    {
        var run = new RecordedRun();
        var frame = new TraceFrame(null, false, 0, 0, 0, 0);
        for (int i = 0; i < instructions; i++)
        {
            if (i % InstructionsPerSnapshot == 0)
                run._snapshots.Add(board.Save());
            uint[] before = RegistersOf(board.Processor);
            run._registers.Add(before);
            run._frames.Add(frame);
            uint code = board.Bus.TryRead(before[15], 2, BusMaster.Debugger, out uint first) ? first : 0;
            uint second = board.Bus.TryRead(before[15] + 2, 2, BusMaster.Debugger, out uint next) ? next : 0;
            board.Processor.Resume();
            StepOutcome outcome;
            do
                outcome = board.Processor.Step();
            while (outcome == StepOutcome.Sleeping);
            board.Processor.Halt();
            uint[] after = RegistersOf(board.Processor);
            frame = before[15] >= longJump.Start && before[15] < longJump.End && !(after[15] >= longJump.Start && after[15] < longJump.End)
                ? Unwind(frame, after[13])
                : Follow(frame, before, after, code, second, outcome);
        }

        return run;
    }

    /// <summary>The first index at which the frame of another one has returned.</summary>
    public int IndexBehind(int index)
    {
        TraceFrame frame = Frame(index);
        while (index < Length && Frame(index).IsWithin(frame))
            index++;
        return index;
    }

    public static uint[] RegistersOf(Processor cpu)
    {
        var registers = new uint[18];
        for (int i = 0; i < 16; i++)
            registers[i] = cpu.GetRegister(i);
        registers[16] = cpu.Xpsr;
        registers[17] = cpu.Fpscr;
        return registers;
    }

    private static TraceFrame Unwind(TraceFrame frame, uint sp)
    {
        while (frame is { IsHandler: false, Caller: not null } && frame.Sp <= sp)
            frame = frame.Caller;
        return frame;
    }

    private static TraceFrame Follow(TraceFrame frame, uint[] before, uint[] after, uint code, uint second, StepOutcome outcome)
    {
        uint ipsr = before[16] & 0x1FF, newIpsr = after[16] & 0x1FF, sp = before[13], newSp = after[13], pc = before[15], newPc = after[15];
        if (outcome == StepOutcome.ExceptionEntered)
            return new TraceFrame(frame, true, pc, sp, ipsr, newSp);
        if (newIpsr != ipsr)
        {
            TraceFrame? handler = frame;
            while (handler is { IsHandler: false })
                handler = handler.Caller;
            if (handler is not null && newIpsr == handler.Ipsr && newSp == handler.Sp)
                return handler.Caller!;
            // The next handler takes over the frame of the one that ends: tail-chaining.
            if (handler is not null && newSp == handler.HandlerSp && newIpsr != handler.Ipsr)
                return handler with { };
            return new TraceFrame(frame, true, pc, sp, ipsr, newSp);
        }

        uint size = code >> 11 is 0b11101 or 0b11110 or 0b11111 ? 4u : 2u;
        bool isCall = (code & 0xFF87) == 0x4780 || ((code & 0xF800) == 0xF000 && (second & 0xD000) == 0xD000);
        if (isCall && newPc != pc + size)
            return new TraceFrame(frame, false, pc + size, sp, ipsr, 0);
        return frame is { IsHandler: false, Caller: not null } && newPc == frame.ReturnPc && newSp == frame.Sp ? frame.Caller : frame;
    }
}
