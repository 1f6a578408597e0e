using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>Passing from a handler to the code it interrupted. The layout is that of the ARMv7-M ARM, B1.5.6 and B1.5.7.</summary>
public sealed class ExceptionFrameTests
{
    private const uint Msp = 0x2000_4000, Psp = 0x2000_8000;
    private const uint Interrupted = 0x204;
    private const ulong Fpccr = 0xE000_EF34;

    private static readonly CodeImage Code = new CodeImage()
        .Function(0x100, "SysTick_Handler", "b580 bf00 bd80")                       // push {r7, lr}; nop; pop {r7, pc}
        .Function(0x200, "work", "bf00 bf00 bf00 e7fe");

    private static IEnumerable<TestCaseData> AllFrames()
    {
        foreach (bool isExtended in (bool[])[false, true])
        {
            foreach (bool isPending in (bool[])[false, true])
            {
                foreach (bool onProcessStack in (bool[])[false, true])
                {
                    foreach (bool isPadded in (bool[])[false, true])
                        yield return new TestCaseData(isExtended, isPending, onProcessStack, isPadded)
                            .SetArgDisplayNames(isExtended ? "extended" : "basic", isPending ? "pending" : "written", onProcessStack ? "PSP" : "MSP", isPadded ? "padded" : "aligned");
                }
            }
        }
    }

    [TestCaseSource(nameof(AllFrames))]
    public void TryUnwind_HandlerInItsBody_GivesTheInterruptedState(bool isExtended, bool isPending, bool onProcessStack, bool isPadded)
    {
        uint excReturn = 0xFFFF_FFE1u | (isExtended ? 0 : 0x10u) | 8 | (onProcessStack ? 4u : 0);
        uint frameBase = onProcessStack ? Psp : Msp;
        RangeMemory memory = Memory(excReturn, frameBase, isPadded, isPending ? frameBase + 0x20 : 0);
        RegisterSet live = Live(onProcessStack ? Msp - 8 : frameBase - 8);

        UnwindFrame frame = Interrupt(memory, live);

        uint size = (isExtended ? 0x68u : 0x20u) + (isPadded ? 4u : 0);
        RegisterSet registers = frame.Registers;
        Assert.Multiple(() =>
        {
            Assert.That(frame.Pc, Is.EqualTo(new CodeAddress(Interrupted)));
            Assert.That(frame.LookupPc, Is.EqualTo(frame.Pc));
            Assert.That(frame.How, Is.EqualTo(UnwindMethod.Exception));
            Assert.That(frame.ExceptionNumber, Is.Zero);
            Assert.That(frame.Stack, Is.EqualTo(onProcessStack ? StackBank.Process : StackBank.Main));
            Assert.That(registers[CoreRegister.Sp], Is.EqualTo(frameBase + size));
            Assert.That(registers[CoreRegister.Msp], Is.EqualTo(onProcessStack ? Msp : frameBase + size));
            Assert.That(registers[CoreRegister.Psp], Is.EqualTo(onProcessStack ? frameBase + size : Psp));
            Assert.That(registers[CoreRegister.R0], Is.EqualTo(0xA0));
            Assert.That(registers[CoreRegister.R3], Is.EqualTo(0xA3));
            Assert.That(registers[CoreRegister.R12], Is.EqualTo(0xAC));
            Assert.That(registers[CoreRegister.Lr], Is.EqualTo(0x303));
            Assert.That(registers[CoreRegister.R4], Is.EqualTo(0x104), "kept by the handler");
            Assert.That(registers[CoreRegister.R7], Is.EqualTo(0x77), "restored from the handler's frame");
            Assert.That(registers[CoreRegister.Xpsr], Is.EqualTo(0x2100_0000), "without the padding bit");
            Assert.That(registers.OriginOf(CoreRegister.R12).Address, Is.EqualTo(new TargetAddress(frameBase + 0x10)));
            Assert.That(frame.Exception, Is.EqualTo(new ExceptionInfo(15, new ExcReturn(excReturn), new TargetAddress(frameBase), isExtended && isPending, isPadded)));
            Assert.That(frame.Exception!.Name, Is.EqualTo("SysTick"));
            // S0-S15 and FPSCR: nowhere, in the frame, or still in the processor.
            Assert.That(registers[CoreRegister.S0], Is.EqualTo(!isExtended ? null : isPending ? 0x5000u : 0xF0u));
            Assert.That(registers[CoreRegister.S15], Is.EqualTo(!isExtended ? null : isPending ? 0x500Fu : 0xFFu));
            Assert.That(registers[CoreRegister.Fpscr], Is.EqualTo(!isExtended ? null : isPending ? 0x0100_0000u : 0x6000_0010u));
            Assert.That(registers[CoreRegister.S16], Is.EqualTo(0x5010), "kept by software alone");
        });
    }

    [Test]
    public void TryUnwind_LazyStateUnreadable_LeavesFloatingPointUnknown()
    {
        RangeMemory memory = Memory(0xFFFF_FFE9, Msp, isPadded: false, lazyAddress: null);
        UnwindFrame frame = Interrupt(memory, Live(Msp - 8));
        Assert.That((frame.Registers[CoreRegister.S0], frame.Registers[CoreRegister.Fpscr]), Is.EqualTo(((uint?)null, (uint?)null)));
        Assert.That(frame.Note, Does.Contain("FPCCR cannot be read"));
    }

    [Test]
    public void TryUnwind_PendingStateOfAnotherFrame_IsReadFromTheStack()
    {
        RangeMemory memory = Memory(0xFFFF_FFE9, Msp, isPadded: false, lazyAddress: Msp + 0x420);
        Assert.That(Interrupt(memory, Live(Msp - 8)).Registers[CoreRegister.S0], Is.EqualTo(0xF0));
    }

    [Test]
    public void TryUnwind_ProcessStackUnknown_SaysThatTheServerDoesNotGiveIt()
    {
        RangeMemory memory = Memory(0xFFFF_FFFD, Psp, isPadded: false, lazyAddress: 0);
        RegisterSet live = RegisterSet.FromLive(LiveValues(Msp - 8).Where(pair => pair.Key is not (CoreRegister.Psp or CoreRegister.Msp)));
        Assert.That(Leave(memory, live), Is.InstanceOf<UnwindResult.Unavailable>().With.Property("Reason").Contains("does not give PSP"));
    }

    // EXC_RETURN against the stacked IPSR, the mode, reserved and Secure values.
    [TestCase(0xFFFF_FFF9u, 3u, 15u, "does not fit")]
    [TestCase(0xFFFF_FFF1u, 0u, 15u, "does not fit")]
    [TestCase(0xFFFF_FFF9u, 0u, 0u, "Thread mode")]
    [TestCase(0xFFFF_FFFBu, 0u, 15u, "not in code memory")]
    [TestCase(0xFFFF_FFF5u, 0u, 15u, "not in code memory")]
    [TestCase(0xFFFF_FF99u, 0u, 15u, "Secure stack")]
    [TestCase(0xFFFF_FFD9u, 0u, 15u, "Secure stack")]
    [TestCase(0xFEFF_FFFFu, 0u, 15u, "Secure code")]
    [TestCase(0xFFFF_FFFFu, 0u, 15u, "outermost")]
    [TestCase(0xF000_0001u, 0u, 15u, "not in code memory")]
    public void TryUnwind_ImpossibleReturn_EndsWithItsReason(uint excReturn, uint stackedNumber, uint handlerNumber, string reason)
    {
        RangeMemory memory = Memory(excReturn, Msp, isPadded: false, lazyAddress: 0, stackedNumber);
        UnwindResult result = Leave(memory, Live(Msp - 8, handlerNumber));
        Assert.That(result, Is.InstanceOf<UnwindResult.End>().Or.InstanceOf<UnwindResult.Unavailable>());
        Assert.That(result.ToString(), Does.Contain(reason));
    }

    // ARMv8-M without the Security Extension, from the ARMv8-M ARM's EXC_RETURN payload.
    [TestCase(0xFFFF_FFB0u, false, false, false)]
    [TestCase(0xFFFF_FFB8u, true, false, false)]
    [TestCase(0xFFFF_FFBCu, true, true, false)]
    [TestCase(0xFFFF_FFA8u, true, false, true)]
    [TestCase(0xFFFF_FFACu, true, true, true)]
    [TestCase(0xFFFF_FFF1u, false, false, false)]
    [TestCase(0xFFFF_FFE1u, false, false, true)]
    [TestCase(0xFFFF_FFF9u, true, false, false)]
    [TestCase(0xFFFF_FFEDu, true, true, true)]
    public void TryDecode_LegalValue_GivesModeStackAndFrame(uint value, bool toThread, bool onProcessStack, bool isExtended)
    {
        Assert.That(ExcReturn.TryDecode(value, out ExcReturn decoded), Is.True);
        Assert.That((decoded.ReturnsToThread, decoded.UsesProcessStack, decoded.IsExtended), Is.EqualTo((toThread, onProcessStack, isExtended)));
    }

    [Test]
    public void Walk_ThreeHandlersNested_CrossesEachFrame()
    {
        // IRQ 2 interrupted IRQ 1, which interrupted IRQ 0, which interrupted a thread on PSP with FP state.
        CodeImage code = new CodeImage().Function(0x100, "handler", "4770 4770 4770 4770").Function(0x200, "work", "bf00 bf00 bf00 e7fe");
        RangeMemory memory = new RangeMemory()
            .AddWords(0x2000_4000, 1, 2, 3, 4, 5, 0xFFFF_FFF1, 0x102, 0x0100_0011)
            .AddWords(0x2000_4020, 1, 2, 3, 4, 5, 0xFFFF_FFED, 0x104, 0x0100_0210)
            .Add(Psp, new byte[0x68]).AddWords(Psp + 0x18, Interrupted, 0x0100_0000).AddWords(Fpccr, 0xC000_0000, 0);
        RegisterSet live = RegisterSet.FromLive(
            [new(CoreRegister.Pc, 0x100), new(CoreRegister.Sp, 0x2000_4000), new(CoreRegister.Lr, 0xFFFF_FFF1), new(CoreRegister.Xpsr, 0x0100_0012), new(CoreRegister.Psp, Psp)]);

        Backtrace backtrace = new Unwinder(new UnwindTables { Code = code }, memory).Walk(live, 10);

        IEnumerable<string> frames = backtrace.Frames.Select(frame => $"{frame.Pc.Value:x} sp {frame.Registers[CoreRegister.Sp]:x} {frame.Exception?.Name}");
        Assert.That(frames, Is.EqualTo((string[])["100 sp 20004000 ", "102 sp 20004020 IRQ 2", "104 sp 20004044 IRQ 1", "204 sp 20008068 IRQ 0"]));
    }

    [Test]
    public void Walk_MemoryFetchedOnDemand_AsksAndThenGivesTheSame()
    {
        RangeMemory memory = new(null) { IsFetchedOnDemand = true };
        Fill(memory, 0xFFFF_FFE9, Msp, isPadded: false, lazyAddress: Msp + 0x20, stackedNumber: 0);
        var unwinder = new Unwinder(new UnwindTables { Code = Code }, memory);
        int asked = 0;
        Backtrace backtrace = unwinder.Walk(Live(Msp - 8), 10);
        for (; backtrace.Ending is UnwindResult.NeedsMemory need && asked < 20; asked++)
        {
            memory.Fetch(need.Address, need.SizeInBytes);
            backtrace = unwinder.Walk(Live(Msp - 8), 10);
        }
        Assert.That(asked, Is.EqualTo(3), "the handler's slots, the exception frame, FPCCR and FPCAR");
        Assert.That(backtrace.Frames[1].Registers[CoreRegister.S0], Is.EqualTo(0x5000));
    }

    private static UnwindFrame Interrupt(RangeMemory memory, RegisterSet live) => ((UnwindResult.Frame)Leave(memory, live)).Next;

    private static UnwindResult Leave(ITargetMemory memory, RegisterSet live)
    {
        var unwinder = new Unwinder(new UnwindTables { Code = Code }, memory);
        return unwinder.TryUnwind(((UnwindResult.Frame)unwinder.TryStart(live)).Next);
    }

    private static RegisterSet Live(uint sp, uint exceptionNumber = 15) => RegisterSet.FromLive(LiveValues(sp, exceptionNumber));

    private static IEnumerable<KeyValuePair<CoreRegister, uint>> LiveValues(uint sp, uint exceptionNumber = 15)
    {
        for (uint i = 0; i <= 12; i++)
            yield return new((CoreRegister)i, 0x100 + i);
        for (uint i = 0; i < 32; i++)
            yield return new(CoreRegister.S0 + (int)i, 0x5000 + i);
        yield return new(CoreRegister.Fpscr, 0x0100_0000);
        yield return new(CoreRegister.Sp, sp);
        yield return new(CoreRegister.Msp, sp);
        yield return new(CoreRegister.Psp, Psp);
        yield return new(CoreRegister.Lr, 0x999);
        yield return new(CoreRegister.Pc, 0x102);
        yield return new(CoreRegister.Xpsr, 0x0100_0000 + exceptionNumber);
    }

    private static RangeMemory Memory(uint excReturn, uint frameBase, bool isPadded, uint? lazyAddress, uint stackedNumber = 0)
    {
        var memory = new RangeMemory();
        Fill(memory, excReturn, frameBase, isPadded, lazyAddress, stackedNumber);
        return memory;
    }

    private static void Fill(RangeMemory memory, uint excReturn, uint frameBase, bool isPadded, uint? lazyAddress, uint stackedNumber)
    {
        memory.AddWords(Msp - 8, 0x77, excReturn);
        memory.AddWords(frameBase, 0xA0, 0xA1, 0xA2, 0xA3, 0xAC, 0x303, Interrupted, 0x2100_0000 + (isPadded ? 0x200u : 0) + stackedNumber);
        memory.AddWords(frameBase + 0x20, [.. Enumerable.Range(0, 16).Select(i => 0xF0 + (uint)i), 0x6000_0010, 0]);
        if (lazyAddress is { } address)
            memory.AddWords(Fpccr, address == 0 ? 0xC000_0000 : 0xC000_0001, address);
    }
}
