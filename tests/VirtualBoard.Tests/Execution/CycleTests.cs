namespace RspDebug.VirtualBoard.Tests.Execution;

/// <summary>Cycle counts against the Cortex-M4 TRM, table 3-1 (P = 2, no pipelining of loads and stores).</summary>
public sealed class CycleTests
{
    [TestCase("nop", 1, 0xBF00)]
    [TestCase("adds r0, r0, r1", 1, 0x1840)]
    [TestCase("muls r0, r1", 1, 0x4348)]
    [TestCase("mla r0, r0, r1, r2: 2", 2, 0xFB00, 0x2001)]
    [TestCase("umull r0, r1, r2, r3: 1", 1, 0xFBA2, 0x0103)]
    [TestCase("ldr r0, [r4]: 2", 2, 0x6820)]
    [TestCase("push {r0-r3}: 1 + N", 5, 0xB40F)]
    [TestCase("ldrd r0, r1, [r4]: 1 + N", 3, 0xE9D4, 0x0100)]
    [TestCase("b .+4: 1 + P", 3, 0xE000)]
    [TestCase("beq not taken: 1", 1, 0xD000)]
    [TestCase("bl: 1 + P", 3, 0xF000, 0xF800)]
    [TestCase("udiv 0/1: 2", 2, 0xFBB0, 0xF0F5)]
    [TestCase("vadd: 1", 1, 0xEE30, 0x0A20)]
    [TestCase("vfma: 3", 3, 0xEEA0, 0x0A20)]
    [TestCase("vdiv: 14", 14, 0xEE80, 0x0A20)]
    [TestCase("vldr: 2", 2, 0xED94, 0x0A00)]
    public void Step_Instruction_TakesItsCycles(string what, int cycles, params int[] code)
    {
        Board board = TestBoard.Create([.. code.Select(half => (ushort)half)]);
        board.Poke(0xE000_ED88, 0x00F0_0000);
        board.Processor.SetRegister(4, 0x2000_0000);
        board.Processor.SetRegister(5, 1);
        ulong before = board.Timeline.Cycles;
        board.Processor.Step();
        Assert.That(board.Timeline.Cycles - before, Is.EqualTo(cycles), what);
    }
}
