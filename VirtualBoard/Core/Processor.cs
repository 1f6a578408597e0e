using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.SystemControl;

namespace RspDebug.VirtualBoard.Core;

/// <summary>A Cortex-M4 with FPU (ARMv7E-M, FPv4-SP): one call of <see cref="Step"/> is one instruction.</summary>
/// <remarks>Not thread-safe: one owner steps it, and reads or writes it between steps. Section numbers are DDI0403E's.</remarks>
public sealed partial class Processor
{
    internal CoreRegisters R;
    internal uint NextPc;
    internal bool Negative, Zero, Carry, Overflow, Saturated;

    /// <summary>APSR.GE, bits 3..0.</summary>
    internal uint GreaterEqual;

    /// <summary>EPSR.IT as a byte (ICI shares it); 0 outside a block.</summary>
    internal uint ItState;

    internal Attention Attention;
    private Fault _raised;
    private uint _raisedAddress;

    /// <summary>Builds a core on <paramref name="bus"/> and attaches its system control space.</summary>
    public Processor(Bus bus, Timeline timeline, ProcessorOptions options)
    {
        Bus = bus;
        Timeline = timeline;
        Options = options;
        _ram = bus.Memory.Bytes;
        _flash = bus.Flash.Bytes;
        _code = new CodeCache(bus, this);
        bus.CodeObserver = _code;
        Nvic = new Nvic(this);
        SystemControl = new SystemControlBlock(this);
        Exceptions = new ExceptionUnit(this);
        SysTick = new SysTick(this);
        FloatContext = new FloatContext(this);
        SystemSpace = new SystemControlSpace(this);
        bus.Attach(MemoryMap.SystemControlBase, 0x1000, SystemSpace);
    }

    /// <summary>The clock all of the board runs by.</summary>
    public Timeline Timeline { get; }

    /// <summary>Interrupt controller: pend interrupts and drive lines here.</summary>
    public Nvic Nvic { get; }

    /// <summary>The system control space; the debug unit adds its registers to it.</summary>
    public SystemControlSpace SystemSpace { get; }

    /// <summary>Implementation choices this core was built with.</summary>
    public ProcessorOptions Options { get; }

    /// <summary>Instructions retired since power-up, counting those skipped by an IT block; exception entries do not count.</summary>
    public ulong Instructions { get; internal set; }

    /// <summary>Address of the next instruction to execute; always even.</summary>
    public uint Pc { get; internal set; }

    internal Bus Bus { get; }

    internal SystemControlBlock SystemControl { get; }

    internal ExceptionUnit Exceptions { get; }

    internal SysTick SysTick { get; }

    internal FloatContext FloatContext { get; }

    /// <summary>Warm reset (B1.5.5, TakeReset): loads SP and PC from the vector table at 0. Memory and debug state stay.</summary>
    public void Reset()
    {
        R = default;
        S = default;
        Negative = Zero = Carry = Overflow = Saturated = false;
        GreaterEqual = ItState = 0;
        Attention &= Attention.Halted;
        _raised = Fault.None;
        ResetSpecialRegisters();
        ClearExclusive();
        Nvic.Reset();
        SystemControl.Reset();
        SysTick.Reset();
        FloatContext.Reset();
        Bus.TryRead(0, 4, BusMaster.Core, out uint stack);
        Bus.TryRead(4, 4, BusMaster.Core, out uint start);
        R[13] = stack & ~3u;
        R[14] = uint.MaxValue;
        SetThumb((start & 1) != 0);
        Pc = start & ~1u;
        ResetCount++;
    }

    /// <summary>How often <see cref="Reset"/> ran; lets a debug unit show DHCSR.S_RESET_ST.</summary>
    public uint ResetCount { get; private set; }
}
