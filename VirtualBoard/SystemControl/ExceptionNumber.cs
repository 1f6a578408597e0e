namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>Exception numbers (DDI0403E B1.5.2); external interrupt n is 16 + n.</summary>
internal static class ExceptionNumber
{
    public const int Reset = 1;
    public const int NonMaskable = 2;
    public const int HardFault = 3;
    public const int MemManage = 4;
    public const int BusFault = 5;
    public const int UsageFault = 6;
    public const int SupervisorCall = 11;
    public const int DebugMonitor = 12;
    public const int PendSv = 14;
    public const int SysTick = 15;
    public const int FirstInterrupt = 16;
}
