using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>When a walk goes on and when it ends.</summary>
public sealed class UnwinderRulesTests
{
    private const uint Sp = 0x2000_1000;

    // leaf: returns at once. keeps: push {r4, lr}; bl leaf; pop {r4, pc}. loses: bl leaf without keeping LR.
    private static CodeImage Code() => new CodeImage()
        .Function(0x100, "leaf", "4770 bf00")
        .Function(0x200, "keeps", "b510 f7ff ff7d bd10")
        .Function(0x300, "loses", "f7ff fefe e7fe")
        .Function(0x400, "Reset_Handler", "f7ff fefe e7fe")
        .EntryPoint("Reset_Handler");

    private static Backtrace Walk(CodeImage code, RangeMemory memory, uint pc, uint lr, uint sp = Sp, FrameTable? frames = null, params KeyValuePair<CoreRegister, uint>[] others) =>
        new Unwinder(new UnwindTables { Code = code, Frames = frames }, memory)
            .Walk(RegisterSet.FromLive([new(CoreRegister.Pc, pc), new(CoreRegister.Sp, sp), new(CoreRegister.Lr, lr), new(CoreRegister.Xpsr, 0x0100_0000), .. others]), 20);

    private static EndReason? Reason(Backtrace backtrace) => (backtrace.Ending as UnwindResult.End)?.Reason;

    [Test]
    public void Walk_LeafInCallerInEntryPoint_EndsAtTheEntryPoint()
    {
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0x44, 0x405);
        Backtrace backtrace = Walk(Code(), memory, 0x100, 0x207);
        Assert.That(backtrace.Frames.Select(frame => frame.ToString()), Is.EqualTo((string[])
            ["#0 0x00000100 cfa 0x20001000 Live", "#1 0x00000206 cfa 0x20001008 Epilogue", "#2 0x00000404 cfa 0x20001008 Prologue"]));
        Assert.That(Reason(backtrace), Is.EqualTo(EndReason.StackBottom));
        Assert.That(backtrace.Frames[2].Registers[CoreRegister.R4], Is.EqualTo(0x44));
        Assert.That(backtrace.Frames[1].Registers[CoreRegister.Lr], Is.Null, "the call has overwritten it");
    }

    [TestCase(0xFFFF_FFFFu, EndReason.StackBottom)]
    [TestCase(0u, EndReason.StackBottom)]
    [TestCase(0x204u, EndReason.NotCode, Description = "no Thumb bit")]
    [TestCase(0x4000_0001u, EndReason.NotCode, Description = "peripheral")]
    [TestCase(0xE000_E001u, EndReason.NotCode, Description = "system")]
    public void Walk_ReturnAddressOfALeaf_EndsThere(uint lr, EndReason reason) => Assert.That(Reason(Walk(Code(), new RangeMemory(), 0x100, lr)), Is.EqualTo(reason));

    [Test]
    public void Walk_ReturnAddressOutsideTheImage_IsShownWithADoubt()
    {
        Backtrace backtrace = Walk(Code(), new RangeMemory(), 0x100, 0x0008_0001);
        Assert.That(backtrace.Frames[1].Note, Is.EqualTo("the code is not part of the image"));
        Assert.That(Reason(backtrace), Is.EqualTo(EndReason.NoInformation));
    }

    [Test]
    public void Walk_CallerThatLostItsReturnAddress_EndsAndSaysSo()
    {
        Backtrace backtrace = Walk(Code(), new RangeMemory(), 0x100, 0x305);
        Assert.That(backtrace.Frames, Has.Length.EqualTo(2));
        Assert.That(Reason(backtrace), Is.EqualTo(EndReason.ReturnAddressLost));
    }

    [Test]
    public void Walk_FunctionBehindACallForWhichItDidNotKeepLr_DidNotCallItself()
    {
        Backtrace backtrace = Walk(Code(), new RangeMemory(), 0x304, 0x305);
        Assert.That((backtrace.Frames.Length, Reason(backtrace)), Is.EqualTo((1, (EndReason?)EndReason.ReturnAddressLost)));
    }

    [Test]
    public void Walk_EntryOfAFunctionThatCalledItselfWithoutKeepingLr_ShowsTheCall()
    {
        Backtrace backtrace = Walk(Code(), new RangeMemory(), 0x300, 0x305);
        Assert.That((backtrace.Frames.Length, Reason(backtrace)), Is.EqualTo((2, (EndReason?)EndReason.ReturnAddressLost)));
    }

    [Test]
    public void Walk_ProbableReturnAddressThatFollowsNoCall_IsNotShown()
    {
        // A saved word that looks like code but is not behind a call: the analysis is not believed.
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0x44, 0x103);
        Assert.That(Reason(Walk(Code(), memory, 0x100, 0x207)), Is.EqualTo(EndReason.NotCode));
    }

    [Test]
    public void Walk_StackUnreadable_IsUnavailable() => Assert.That(Walk(Code(), new RangeMemory(), 0x100, 0x207).Ending, Is.EqualTo(new UnwindResult.Unavailable("Memory at 0x20001004 cannot be read")));

    [TestCase(0xFFFF_FFFEu)]
    [TestCase(0xEFFF_FFFEu)]
    public void Walk_Lockup_EndsAtOnce(uint pc) => Assert.That(Reason(Walk(Code(), new RangeMemory(), pc, 0xFFFF_FFF9)), Is.EqualTo(EndReason.Lockup));

    [Test]
    public void Walk_UndefinedReturnAddressInCfi_IsTheBottom()
    {
        // CFA = r13 + 0; r14 undefined.
        var frames = new FrameTable([new FrameSectionSource(Convert.FromHexString("0c000000ffffffff010002" + "7c0e0c0d000f000000000000000003000010000000070e00".Replace(" ", "", StringComparison.Ordinal)), SectionId.DebugFrame)], _ => false);
        Assert.That(frames.Starts.Single().Value, Is.EqualTo(0x300));
        Assert.That(Reason(Walk(Code(), new RangeMemory(), 0x304, 0x207, frames: frames)), Is.EqualTo(EndReason.StackBottom));
    }

    // The row still says that R4 and LR are in their slots. Below SP, where an exception may have written since, they are not read.
    [TestCase(0u, 0x99u, 0x206u)]
    [TestCase(8u, 0x44u, 0x206u)]
    [TestCase(16u, 0x44u, 0x204u)]
    public void Walk_SlotBelowSp_IsTakenFromTheRegister(uint popped, uint r4, uint caller)
    {
        // CFA = r7 + 16; r4 at CFA - 16; r14 at CFA - 4. MOV SP, R3 at the start leaves nothing to the analysis of the code.
        var frames = new FrameTable([new FrameSectionSource(Convert.FromHexString("0c000000ffffffff010002" + "7c0e0c0d00" + "130000000000000000060000080000000c071084048e01"), SectionId.DebugFrame)], _ => false);
        CodeImage code = Code().Function(0x600, "rows", "469d bf00 bf00 e7fe");
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0x99, 0, 0, 0x207, 0x55, 0x405);

        Backtrace backtrace = Walk(code, memory, 0x602, 0x205, Sp + popped, frames, new(CoreRegister.R4, 0x44), new(CoreRegister.R7, Sp));

        Assert.That((backtrace.Frames[1].Registers[CoreRegister.R4], backtrace.Frames[1].Pc.Value), Is.EqualTo(((uint?)r4, (ulong)caller)));
        Assert.That(backtrace.Frames[1].How, Is.EqualTo(UnwindMethod.Cfi));
    }

    // rooms: push {r7, lr}; add r7, sp, #0; loop: sub sp, #8; subs r0, #1; bne loop; movs r1, #0; mov sp, r7; pop {r7, pc}: alloca of a fixed size in a loop.
    [TestCase(0x504u, 0x2000_0ff8u)]
    [TestCase(0x504u, 0x2000_0ff0u)]
    [TestCase(0x508u, 0x2000_0fe8u)]
    [TestCase(0x50Au, 0x2000_0ff0u)]
    [TestCase(0x50Au, 0x2000_0fd8u)]
    [TestCase(0x50Eu, 0x2000_0ff8u)]
    public void Walk_LoopThatTakesRoomOnTheStack_FindsTheCallerByTheFramePointer(uint pc, uint sp)
    {
        CodeImage code = Code().Function(0x500, "rooms", "b580 af00 b082 3801 d1fc 2100 46bd bd80");
        RangeMemory memory = new RangeMemory().AddWords(Sp - 8, 0x77, 0x405);
        Backtrace backtrace = Walk(code, memory, pc, 0xFFFF_FFFF, sp, null, KeyValuePair.Create(CoreRegister.R7, Sp - 8));
        Assert.That(backtrace.Frames[0].Cfa, Is.EqualTo(new TargetAddress(Sp)));
        Assert.That(backtrace.Frames[1].Pc, Is.EqualTo(new CodeAddress(0x404)));
        Assert.That(backtrace.Frames[1].Registers[CoreRegister.R7], Is.EqualTo(0x77));
    }

    [Test]
    public void Walk_CallThroughABadPointer_GoesOnAtTheCall()
    {
        // UsageFault handler at its first instruction; the faulting PC is no code, LR leads behind a BL.
        CodeImage code = Code().Function(0x500, "UsageFault_Handler", "e7fe");
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0, 1, 2, 3, 12, 0x207, 0x2003_0000, 0).AddWords(Sp + 0x20, 0x44, 0x405);
        Backtrace backtrace = Walk(code, memory, 0x500, 0xFFFF_FFF9, others: new KeyValuePair<CoreRegister, uint>(CoreRegister.Xpsr, 0x0100_0006));
        Assert.That(backtrace.Frames.Select(frame => $"{frame.Pc.Value:x}"), Is.EqualTo((string[])["500", "20030000", "206", "404"]));
        Assert.That(backtrace.Frames[1].Note, Does.Contain("even address").And.Contain("bad pointer"));
        Assert.That(backtrace.Frames[2].Confidence, Is.EqualTo(FrameConfidence.Guess));
    }

    [Test]
    public void Walk_TrampolineThatLostExcReturn_FindsTheFrameByItsLook()
    {
        // The trampoline calls the handler without keeping LR; its stack is the exception frame.
        CodeImage code = Code().Function(0x500, "trampoline", "f7ff fdfe e7fe");
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0, 1, 2, 3, 12, 0x207, 0x206, 0x2100_0000).AddWords(Sp + 0x20, 0x44, 0x405);
        Backtrace backtrace = Walk(code, memory, 0x100, 0x505, others: new KeyValuePair<CoreRegister, uint>(CoreRegister.Xpsr, 0x0100_0003));
        Assert.That(backtrace.Frames.Select(frame => $"{frame.Pc.Value:x} {frame.Exception?.Name} {frame.Confidence}"), Is.EqualTo((string[])["100  Certain", "504  Certain", "206 HardFault Guess", "404  Guess"]));
        Assert.That(backtrace.Frames[2].Note, Does.StartWith("EXC_RETURN was overwritten"));
    }

    [Test]
    public void Walk_ImplausibleWordsUnderATrampoline_InventNothing()
    {
        CodeImage code = Code().Function(0x500, "trampoline", "f7ff fdfe e7fe");
        RangeMemory memory = new RangeMemory().AddWords(Sp, 0, 1, 2, 3, 12, 0x207, 0x2000_0204, 0x2100_0000);
        Backtrace backtrace = Walk(code, memory, 0x100, 0x505, others: new KeyValuePair<CoreRegister, uint>(CoreRegister.Xpsr, 0x0100_0003));
        Assert.That((backtrace.Frames.Length, Reason(backtrace)), Is.EqualTo((2, (EndReason?)EndReason.ReturnAddressLost)));
    }

    [Test]
    public void Walk_DeepRecursion_StopsAtTheLimit()
    {
        RangeMemory memory = new();
        for (uint i = 0; i < 100; i++)
            memory.AddWords(Sp + 8 * i, 0x44, 0x207);
        Backtrace backtrace = Walk(Code(), memory, 0x100, 0x207);
        Assert.That((backtrace.Frames.Length, Reason(backtrace)), Is.EqualTo((20, (EndReason?)EndReason.Limit)));
    }

    [Test]
    public void TryStart_WithoutPc_IsUnavailable() =>
        Assert.That(new Unwinder(new UnwindTables { Code = Code() }, new RangeMemory()).TryStart(RegisterSet.FromLive([])), Is.InstanceOf<UnwindResult.Unavailable>());

    [TestCase(0x200u, CodeRegion.Prologue)]
    [TestCase(0x202u, CodeRegion.Body)]
    [TestCase(0x206u, CodeRegion.Epilogue)]
    [TestCase(0x100u, CodeRegion.Epilogue)]
    [TestCase(0x900u, CodeRegion.Unknown)]
    public void GetRegion_Instruction_TellsItsPart(uint pc, CodeRegion region) =>
        Assert.That(new Unwinder(new UnwindTables { Code = Code() }, new RangeMemory()).GetRegion(new CodeAddress(pc)), Is.EqualTo(region));
}
