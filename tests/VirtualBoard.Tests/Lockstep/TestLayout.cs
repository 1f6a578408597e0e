namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Where the random test keeps its code and data; RAM on both sides.</summary>
internal static class TestLayout
{
    public const uint Code = 0x2000_8000;
    public const uint Handler = 0x2000_7000;
    public const uint Prelude = 0x2000_7100;
    public const uint Data = 0x2001_0000;
    public const int DataSize = 0x4000;
    public const uint Pointers = 0x2002_0000;
    public const int PointersSize = 0x4000;
    public const int SlotSize = 8;
    public const int SlotCount = 128;
}
