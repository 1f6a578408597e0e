using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>Pending, enabled and active state and the priority of every exception: 16 of the system and up to 48 interrupts.</summary>
/// <remarks>DDI0403E B1.5.4 (priorities) and B3.4 (NVIC). One bit an exception, numbered as IPSR numbers them.</remarks>
public sealed partial class Nvic
{
    private const ulong Maskable = ~0UL << ExceptionNumber.PendSv;
    private const int NoPriority = 256;
    private readonly Processor _cpu;
    private readonly short[] _priorities = new short[64];
    private readonly ulong _implementedInterrupts;
    private ulong _lines;

    internal Nvic(Processor cpu)
    {
        _cpu = cpu;
        PriorityMask = (0xFFu << (8 - cpu.Options.PriorityBits)) & 0xFF;
        _implementedInterrupts = (ulong.MaxValue >> (64 - cpu.Options.InterruptCount)) << ExceptionNumber.FirstInterrupt;
        Clear();
    }

    internal ulong Pending { get; private set; }

    internal ulong Enabled { get; private set; }

    internal ulong Active { get; private set; }

    /// <summary>Implemented bits of a priority byte.</summary>
    internal uint PriorityMask { get; }

    /// <summary>The priority code runs at, boosted by PRIMASK, FAULTMASK and BASEPRI: 256 in an idle Thread mode, -3 the most urgent.</summary>
    public int ExecutionPriority { get; private set; } = NoPriority;

    /// <summary>The pending exception that would be taken first; 0 for none. Takes masks by C_MASKINTS into account, not priority.</summary>
    internal int Highest { get; private set; }

    /// <summary>True when WFI must not sleep: something pending would preempt with PRIMASK clear.</summary>
    internal bool WakePending { get; private set; }

    /// <summary>Pends an exception as software does through ICSR or ISPR.</summary>
    /// <param name="exception">Exception number: 16 + IRQ for interrupts.</param>
    public void SetPending(int exception)
    {
        bool news = (Pending & Bit(exception)) == 0;
        Pending |= Bit(exception) & (_implementedInterrupts | 0xFFFF);
        if (news && _cpu.SystemControl.SendsEventOnPending) _cpu.SignalEvent();
        Update();
    }

    /// <summary>Takes a pending state back; an asserted line pends the interrupt again.</summary>
    public void ClearPending(int exception)
    {
        Pending = (Pending & ~Bit(exception)) | (_lines & Bit(exception) & ~Active);
        Update();
    }

    /// <summary>Drives the level-sensitive request line of an interrupt (B3.4.1): it pends when it rises, and when its handler ends with it still high.</summary>
    public void SetLine(int interrupt, bool asserted)
    {
        ulong bit = Bit(ExceptionNumber.FirstInterrupt + interrupt);
        bool rises = asserted && (_lines & bit) == 0;
        _lines = asserted ? _lines | bit : _lines & ~bit;
        if (rises) SetPending(ExceptionNumber.FirstInterrupt + interrupt);
    }

    /// <summary>True while the exception waits to be taken.</summary>
    public bool IsPending(int exception) => (Pending & Bit(exception)) != 0;

    /// <summary>True while its handler runs or is preempted.</summary>
    public bool IsActive(int exception) => (Active & Bit(exception)) != 0;

    /// <summary>True when it is enabled (ISER, SHCSR, DEMCR.MON_EN); NMI, HardFault, SVCall, PendSV and SysTick always are.</summary>
    public bool IsEnabled(int exception) => (Enabled & Bit(exception)) != 0;

    /// <summary>Enables or disables a configurable exception.</summary>
    public void SetEnabled(int exception, bool enabled)
    {
        Enabled = enabled ? Enabled | Bit(exception) : Enabled & ~Bit(exception);
        Update();
    }

    /// <summary>Priority of an exception: 0 (most urgent) to 255, negative for Reset, NMI and HardFault.</summary>
    public int GetPriority(int exception) => _priorities[exception];

    /// <summary>Sets a configurable priority; bits that are not implemented are dropped.</summary>
    public void SetPriority(int exception, int priority)
    {
        if (exception <= ExceptionNumber.HardFault) return;
        _priorities[exception] = (short)(priority & PriorityMask);
        Update();
    }

    internal static ulong Bit(int exception) => 1UL << (exception & 63);

    internal void Activate(int exception)
    {
        Pending &= ~Bit(exception);
        Active |= Bit(exception);
        Update();
    }

    internal void Deactivate(int exception)
    {
        Active &= ~Bit(exception);
        Pending |= _lines & Bit(exception);
        Update();
    }

    internal void SetActive(int exception, bool active)
    {
        Active = active ? Active | Bit(exception) : Active & ~Bit(exception);
        Update();
    }

    internal void Save(StateWriter state)
    {
        foreach (ulong value in (ReadOnlySpan<ulong>)[Pending, Enabled, Active, _lines]) state.Write(value);
        foreach (short priority in _priorities) state.Write((uint)priority);
    }

    internal void Restore(ref StateReader state)
    {
        Pending = state.ReadUInt64();
        Enabled = state.ReadUInt64();
        Active = state.ReadUInt64();
        _lines = state.ReadUInt64();
        for (int k = 0; k < _priorities.Length; k++) _priorities[k] = (short)state.ReadUInt32();
    }

    internal void Reset()
    {
        Clear();
        Update();
    }

    private void Clear()
    {
        Pending = _lines;
        Active = 0;
        Enabled = Bit(ExceptionNumber.NonMaskable) | Bit(ExceptionNumber.HardFault) | Bit(ExceptionNumber.SupervisorCall)
            | Bit(ExceptionNumber.PendSv) | Bit(ExceptionNumber.SysTick);
        Array.Clear(_priorities);
        _priorities[ExceptionNumber.Reset] = -3;
        _priorities[ExceptionNumber.NonMaskable] = -2;
        _priorities[ExceptionNumber.HardFault] = -1;
    }
}
