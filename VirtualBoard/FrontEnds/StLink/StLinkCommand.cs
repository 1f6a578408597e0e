namespace RspDebug.VirtualBoard.FrontEnds.StLink;

/// <summary>Bytes of the ST-LINK/V2 and V3 command set that a client of a "direct DAP" transport uses (as OpenOCD's stlink_usb.c names them).</summary>
internal static class StLinkCommand
{
    public const byte GetVersion = 0xF1;
    public const byte DebugGroup = 0xF2;
    public const byte Dfu = 0xF3;
    public const byte GetCurrentMode = 0xF5;
    public const byte GetTargetVoltage = 0xF7;

    public const byte ReadMemory32 = 0x07;
    public const byte WriteMemory32 = 0x08;
    public const byte ReadMemory8 = 0x0C;
    public const byte WriteMemory8 = 0x0D;
    public const byte Exit = 0x21;
    public const byte Enter = 0x30;
    public const byte ReadIdCodes = 0x31;
    public const byte ResetSystem = 0x32;
    public const byte GetLastStatus = 0x3B;
    public const byte DriveReset = 0x3C;
    public const byte GetLastStatus2 = 0x3E;
    public const byte StartTrace = 0x40;
    public const byte StopTrace = 0x41;
    public const byte GetTraceCount = 0x42;
    public const byte SetSwdFrequency = 0x43;
    public const byte ReadPortRegister = 0x45;
    public const byte WritePortRegister = 0x46;
    public const byte ReadMemory16 = 0x47;
    public const byte WriteMemory16 = 0x48;
    public const byte InitializePort = 0x4B;
    public const byte ClosePort = 0x4C;
    public const byte WriteMemory32NoIncrement = 0x50;
    public const byte MiscellaneousOut = 0x51;
    public const byte MiscellaneousIn = 0x52;
    public const byte ReadMemory32NoIncrement = 0x54;

    public const byte StatusOk = 0x80;
    public const byte StatusFault = 0x11;       // SWD_AP_FAULT
    public const byte StatusBadPort = 0x1D;     // BAD_AP

    public const ushort DebugPortNumber = 0xFFFF;
}
