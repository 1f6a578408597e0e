using System.Numerics;

namespace RspDebug.VirtualBoard.SystemControl;

internal sealed partial class SystemControlBlock
{
    // SHCSR (B3.2.13): active, pending and enable bits of the system handlers.
    private static readonly (int Bit, int Exception)[] ActiveBits =
    [
        (0, ExceptionNumber.MemManage), (1, ExceptionNumber.BusFault), (3, ExceptionNumber.UsageFault), (7, ExceptionNumber.SupervisorCall),
        (8, ExceptionNumber.DebugMonitor), (10, ExceptionNumber.PendSv), (11, ExceptionNumber.SysTick),
    ];

    private static readonly (int Bit, int Exception)[] PendingBits =
    [
        (12, ExceptionNumber.UsageFault), (13, ExceptionNumber.MemManage), (14, ExceptionNumber.BusFault), (15, ExceptionNumber.SupervisorCall),
    ];

    private static readonly (int Bit, int Exception)[] EnableBits =
    [
        (16, ExceptionNumber.MemManage), (17, ExceptionNumber.BusFault), (18, ExceptionNumber.UsageFault),
    ];

    private uint ReadHandlerControl()
    {
        uint value = 0;
        foreach ((int bit, int exception) in ActiveBits) value |= cpu.Nvic.IsActive(exception) ? 1u << bit : 0;
        foreach ((int bit, int exception) in PendingBits) value |= cpu.Nvic.IsPending(exception) ? 1u << bit : 0;
        foreach ((int bit, int exception) in EnableBits) value |= cpu.Nvic.IsEnabled(exception) ? 1u << bit : 0;
        return value;
    }

    private void WriteHandlerControl(uint value)
    {
        foreach ((int bit, int exception) in ActiveBits) cpu.Nvic.SetActive(exception, ((value >> bit) & 1) != 0);
        foreach ((int bit, int exception) in EnableBits) cpu.Nvic.SetEnabled(exception, ((value >> bit) & 1) != 0);
        foreach ((int bit, int exception) in PendingBits)
        {
            if (((value >> bit) & 1) != 0) cpu.Nvic.SetPending(exception);
            else cpu.Nvic.ClearPending(exception);
        }
    }

    private uint ReadInterruptControl()
    {
        Nvic nvic = cpu.Nvic;
        uint value = (uint)cpu.Ipsr | ((uint)nvic.Highest << 12);
        if ((nvic.Pending >> ExceptionNumber.FirstInterrupt) != 0) value |= 1 << 22;
        if (nvic.IsPending(ExceptionNumber.SysTick)) value |= 1 << 26;
        if (nvic.IsPending(ExceptionNumber.PendSv)) value |= 1 << 28;
        if (nvic.IsPending(ExceptionNumber.NonMaskable)) value |= 1u << 31;

        // RETTOBASE: no active exception but the running one.
        if (BitOperations.PopCount(nvic.Active) <= 1) value |= 1 << 11;
        return value;
    }

    private void WriteInterruptControl(uint value)
    {
        if ((value & (1u << 31)) != 0) cpu.Nvic.SetPending(ExceptionNumber.NonMaskable);
        if ((value & (1 << 28)) != 0) cpu.Nvic.SetPending(ExceptionNumber.PendSv);
        else if ((value & (1 << 27)) != 0) cpu.Nvic.ClearPending(ExceptionNumber.PendSv);
        if ((value & (1 << 26)) != 0) cpu.Nvic.SetPending(ExceptionNumber.SysTick);
        else if ((value & (1 << 25)) != 0) cpu.Nvic.ClearPending(ExceptionNumber.SysTick);
    }
}
