using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Tests.SystemControl;

namespace RspDebug.VirtualBoard.Tests.Execution;

/// <summary>What lock-step cannot show: monitor, ICI, injection, code that changes, reset.</summary>
public sealed class ProcessorTests
{
    private const ushort Nop = 0xBF00;

    [Test]
    public void Step_ExceptionBetweenExclusives_StoreFails()
    {
        // ldrex r0, [r1]; strex r2, r0, [r1]
        Board board = TestBoard.Create(0xE851, 0x0F00, 0xE841, 0x0200);
        Processor cpu = board.Processor;
        cpu.SetRegister(1, 0x2000_0000);
        cpu.Step();
        board.Poke(Registers.Enable, 1);
        cpu.Nvic.SetPending(16);
        board.Steps(3);
        Assert.That((cpu.GetRegister(2), cpu.Pc), Is.EqualTo((1u, TestBoard.Code + 8)));
    }

    [Test]
    public void Step_ExclusivePair_StoreSucceedsOnce()
    {
        // ldrex r0, [r1]; strex r2, r3, [r1]; strex r4, r3, [r1]
        Board board = TestBoard.Create(0xE851, 0x0F00, 0xE841, 0x3200, 0xE841, 0x3400);
        Processor cpu = board.Processor;
        cpu.SetRegister(1, 0x2000_0000);
        cpu.SetRegister(3, 0x1234_5678);
        board.Steps(3);
        Assert.That((cpu.GetRegister(2), cpu.GetRegister(4), board.Word(0x2000_0000)), Is.EqualTo((0u, 1u, 0x1234_5678u)));
    }

    [Test]
    public void Step_LoadMultipleWithIci_ResumesAtTheRegisterItNames()
    {
        // ldmia r0!, {r1-r4}
        Board board = TestBoard.Create(0xC81E);
        Processor cpu = board.Processor;
        for (uint k = 0; k < 4; k++) board.Poke(0x2000_0000 + (4 * k), 0x100 + k);
        cpu.SetRegister(0, 0x2000_0000);
        cpu.SetRegister(1, 0xAAAA);
        cpu.SetRegister(2, 0xBBBB);
        cpu.Xpsr = (1 << 24) | (3 << 12);
        cpu.Step();
        Assert.That((cpu.GetRegister(1), cpu.GetRegister(2), cpu.GetRegister(3), cpu.GetRegister(4), cpu.GetRegister(0), cpu.Xpsr),
            Is.EqualTo((0xAAAAu, 0xBBBBu, 0x102u, 0x103u, 0x2000_0010u, 1u << 24)));
    }

    [Test]
    public void TriggerAt_Instruction_ActsBetweenTwoInstructions()
    {
        Board board = TestBoard.Create(Nop, Nop, Nop, Nop, Nop, Nop);
        Processor cpu = board.Processor;
        board.Poke(Registers.Enable, 1);
        cpu.TriggerAt(cpu.Instructions + 3, core => core.Nvic.SetPending(16));
        StepOutcome[] outcomes = [cpu.Step(), cpu.Step(), cpu.Step(), cpu.Step()];
        Assert.That(outcomes, Is.EqualTo(new[] { StepOutcome.Executed, StepOutcome.Executed, StepOutcome.Executed, StepOutcome.ExceptionEntered }));
        Assert.That(board.Word(cpu.Msp + 24), Is.EqualTo(TestBoard.Code + 6));
    }

    [Test]
    public void Step_CodeInRamOverwritten_NewCodeRuns()
    {
        Board board = TestBoard.Create(Nop);
        Processor cpu = board.Processor;
        foreach (uint address in (uint[])[0x2000_0100, 0x0080_0100])
        {
            TestBoard.SetCode(board, 0x2000_0100, 0x2001);
            cpu.SetRegister(15, address);
            cpu.Step();
            Assert.That(cpu.GetRegister(0), Is.EqualTo(1));

            // strh r2, [r3]: the program itself changes movs r0, #1 into movs r0, #2.
            TestBoard.SetCode(board, 0x2000_0200, 0x801A);
            cpu.SetRegister(2, 0x2002);
            cpu.SetRegister(3, 0x2000_0100);
            cpu.SetRegister(15, 0x2000_0200);
            cpu.Step();
            cpu.SetRegister(15, address);
            cpu.Step();
            Assert.That(cpu.GetRegister(0), Is.EqualTo(2), $"at 0x{address:x8}");
        }
    }

    [Test]
    public void Step_SecondHalfOfWideInstructionOverwritten_NewCodeRuns()
    {
        Board board = TestBoard.Create(Nop);
        Processor cpu = board.Processor;

        // movw r0, #1 at the end of a page, its second halfword on the next one.
        TestBoard.SetCode(board, 0x2000_0FFE, 0xF240, 0x0001);
        cpu.SetRegister(15, 0x2000_0FFE);
        cpu.Step();
        TestBoard.SetCode(board, 0x2000_1000, 0x0002);
        cpu.SetRegister(15, 0x2000_0FFE);
        cpu.Step();
        Assert.That(cpu.GetRegister(0), Is.EqualTo(2));
    }

    [Test]
    public void Step_SystemResetRequest_RestartsFromTheVectorTable()
    {
        // str r1, [r0]
        Board board = TestBoard.Create(0x6001, Nop);
        Processor cpu = board.Processor;
        cpu.SetRegister(0, Registers.ResetControl);
        cpu.SetRegister(1, 0x05FA_0004);
        board.Poke(Registers.Enable, 1);
        cpu.Step();
        cpu.SetRegister(0, 5);
        cpu.Step();
        Assert.That((cpu.GetRegister(0), cpu.GetRegister(13), cpu.ResetCount), Is.EqualTo((0u, TestBoard.StackTop, 2u)));
        Assert.That(board.Word(Registers.Enable), Is.Zero);
    }

    [Test]
    public void Step_UnprivilegedAccessToSystemSpace_IsBusFault()
    {
        // ldr r0, [r1]
        Board board = TestBoard.Create(0x6808);
        board.Processor.SetRegister(1, 0xE000_ED00);
        board.Processor.Control = 1;
        board.Processor.Step();
        Assert.That((board.Processor.Ipsr, board.Word(Registers.ConfigurableStatus)), Is.EqualTo((3, (1u << 9) | (1u << 15))));
    }
}
