using RspDebug.Testing;
using RspDebug.VirtualBoard.Tests.Lockstep;

namespace RspDebug.VirtualBoard.Tests;

/// <summary>Runs repeat: from reset, from a snapshot, in one go or step by step.</summary>
public sealed class BoardSnapshotTests
{
    private const int Instructions = 60_000;

    [Test]
    public void Run_Twice_SameHash()
    {
        string first = RunFromReset(Run).ComputeStateHash();
        Assert.That(RunFromReset(Run).ComputeStateHash(), Is.EqualTo(first));
    }

    [Test]
    public void Run_SteppedOneByOne_SameHashAsFreeRun()
    {
        Board stepped = RunFromReset(board =>
        {
            while (board.Processor.Instructions < Instructions) board.Processor.Step();
        });
        Assert.That(stepped.ComputeStateHash(), Is.EqualTo(RunFromReset(Run).ComputeStateHash()));
    }

    [Test]
    public void Restore_MiddleOfRun_GoesOnToTheSameEnd()
    {
        Board board = RunFromReset(half => half.Processor.Run(Instructions / 2));
        BoardSnapshot middle = board.Save();
        string hash = board.ComputeStateHash();
        board.Processor.Run(Instructions / 2);
        string end = board.ComputeStateHash();

        board.Restore(middle);
        Assert.That(board.ComputeStateHash(), Is.EqualTo(hash));
        board.Processor.Run(Instructions / 2);
        Assert.That(board.ComputeStateHash(), Is.EqualTo(end).And.Not.EqualTo(hash));
    }

    [Test]
    public void Restore_OnAnotherBoard_GoesOnToTheSameEnd()
    {
        Board board = RunFromReset(Run);
        Board other = new();
        other.Restore(board.Save());
        board.Processor.Run(1000);
        other.Processor.Run(1000);
        Assert.That(other.ComputeStateHash(), Is.EqualTo(board.ComputeStateHash()));
    }

    [Test]
    public void Restore_FlashErasedMeanwhile_FlashIsBack()
    {
        Board board = RunFromReset(Run);
        BoardSnapshot saved = board.Save();
        string hash = board.ComputeStateHash();
        board.Load(0, new byte[4096]);
        Assert.That(board.ComputeStateHash(), Is.Not.EqualTo(hash));
        board.Restore(saved);
        Assert.That(board.ComputeStateHash(), Is.EqualTo(hash));
    }

    [TestCase(0x2000_0000u)]
    [TestCase(0x0001_0000u)]
    public void ComputeStateHash_OneByteOfMemory_ChangesIt(uint address)
    {
        Board board = RunFromReset(Run);
        string hash = board.ComputeStateHash();
        byte[] one = new byte[1];
        board.Bus.Read(address, one);
        board.Load(address, [(byte)(one[0] ^ 1)]);
        Assert.That(board.ComputeStateHash(), Is.Not.EqualTo(hash));
    }

    private static void Run(Board board) => board.Processor.Run(Instructions);

    private static Board RunFromReset(Action<Board> run)
    {
        Board board = new();
        ElfSegments.Load(board, Firmware.ImagePath("gcc-Og-dwarf5"));
        board.Reset();
        run(board);
        Assert.That(board.Processor.Instructions, Is.GreaterThan(0));
        return board;
    }
}
