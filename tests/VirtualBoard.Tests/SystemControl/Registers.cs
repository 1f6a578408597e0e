namespace RspDebug.VirtualBoard.Tests.SystemControl;

/// <summary>Addresses and bits of the system control space that the tests use.</summary>
internal static class Registers
{
    public const uint AuxiliaryControl = 0xE000_E008;
    public const uint SysTickControl = 0xE000_E010;
    public const uint SysTickReload = 0xE000_E014;
    public const uint SysTickValue = 0xE000_E018;
    public const uint Enable = 0xE000_E100;
    public const uint SetPending = 0xE000_E200;
    public const uint Priority = 0xE000_E400;
    public const uint InterruptControl = 0xE000_ED04;
    public const uint VectorTable = 0xE000_ED08;
    public const uint ResetControl = 0xE000_ED0C;
    public const uint SystemControl = 0xE000_ED10;
    public const uint Configuration = 0xE000_ED14;
    public const uint HandlerControl = 0xE000_ED24;
    public const uint ConfigurableStatus = 0xE000_ED28;
    public const uint HardFaultStatus = 0xE000_ED2C;
    public const uint BusFaultAddress = 0xE000_ED38;
    public const uint CoprocessorAccess = 0xE000_ED88;
    public const uint FloatControl = 0xE000_EF34;
    public const uint FloatAddress = 0xE000_EF38;
    public const uint FloatDefaults = 0xE000_EF3C;

    public const uint EnableUsageFault = 1 << 18;
    public const uint EnableBusFault = 1 << 17;
    public const uint Forced = 1 << 30;
}
