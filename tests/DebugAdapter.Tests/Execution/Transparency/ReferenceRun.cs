using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.Core;
using RspDebug.DebugAdapter.Tests.Execution.Truth;

namespace RspDebug.DebugAdapter.Tests.Execution.Transparency;

/// <summary>What a free run from a saved moment to the goal does.</summary>
internal sealed record ReferenceRun(BoardSnapshot Start, ProgramEnd End, string Merged, string ByContext)
{
    private const int MostInstructions = 200_000;

    /// <summary>Runs the halted board freely until PC is the goal, and leaves it halted.</summary>
    public static ReferenceRun Record(Board board, BoardSnapshot start, uint goal, (uint Start, uint End) exclusiveLoop)
    {
        board.Restore(start);
        var sent = new List<byte>();
        board.Uart.Sent = sent.Add;
        InstructionStream stream = InstructionStream.Of(board.Processor, exclusiveLoop);
        board.Processor.Resume();
        for (int i = 0; i < MostInstructions; i++)
        {
            if (board.Processor.Pc == goal)
                break;
            board.Processor.Step();
        }

        board.Processor.Halt();
        stream.Stop(board.Processor);
        Assert.That(board.Processor.Pc, Is.EqualTo(goal), "the free run reaches the goal");
        return new ReferenceRun(start, ProgramEnd.Of(board, Convert.ToHexString([.. sent])), stream.Merged, stream.ByContext);
    }
}
