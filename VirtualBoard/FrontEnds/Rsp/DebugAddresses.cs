namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>Addresses and bits of the debug registers that the RSP front end writes, as any debugger would.</summary>
internal static class DebugAddresses
{
    public const uint ResetControl = 0xE000_ED0C;
    public const uint ResetKeyAndRequest = 0x05FA_0004;
    public const uint FaultStatus = 0xE000_ED30;
    public const uint HaltingControl = 0xE000_EDF0;
    public const uint ExceptionControl = 0xE000_EDFC;

    public const uint Key = 0xA05F_0000, Enable = 1, HaltBit = 2, StepBit = 4, MaskInterrupts = 8;
    public const uint TraceEnable = 1 << 24, CatchHardFault = 1 << 10, CatchReset = 1;
    public const uint CatchMask = 0x7F1;

    public const uint PatchControl = 0xE000_2000, PatchComparator = 0xE000_2008;
    public const uint PatchKeyEnabled = 3, PatchKeyDisabled = 2;
    public const int PatchComparators = 6;
    public const uint PatchLimit = 0x2000_0000;

    public const uint WatchComparator = 0xE000_1020;
    public const uint WatchStride = 16, WatchMask = 4, WatchFunction = 8;
    public const int WatchComparators = 4;

    public const uint FlashControl = 0x4001_E000;
    public const uint FlashConfiguration = FlashControl + 0x504, FlashErasePage = FlashControl + 0x508;
    public const uint FlashRead = 0, FlashWrite = 1, FlashErase = 2;
    public const uint FlashPage = 0x1000;
}
