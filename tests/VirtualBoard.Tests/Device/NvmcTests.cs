using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.Device;

/// <summary>Flash rules of the nRF52840 PS, "NVMC".</summary>
public sealed class NvmcTests
{
    private const uint Ready = 0x4001_E400, Config = 0x4001_E504, ErasePage = 0x4001_E508, EraseAll = 0x4001_E50C, EraseUicr = 0x4001_E514;
    private const uint ReadOnly = 0, WriteEnable = 1, EraseEnable = 2;
    private const uint Target = 0x0002_0000;

    [TestCase(ReadOnly, false)]
    [TestCase(WriteEnable, true)]
    [TestCase(EraseEnable, false)]
    public void Store_ToFlash_NeedsWriteEnable(uint config, bool works)
    {
        Board board = new();
        board.Poke(Config, config);
        Assert.That(board.Bus.TryWrite(Target, 4, BusMaster.Core, 0x1234_5678), Is.EqualTo(works));
        Assert.That(board.Word(Target), Is.EqualTo(works ? 0x1234_5678 : uint.MaxValue));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Store_NotAWord_IsBusError(int size)
    {
        Board board = new();
        board.Poke(Config, WriteEnable);
        Assert.That(board.Bus.TryWrite(Target, size, BusMaster.Core, 0), Is.False);
    }

    [Test]
    public void Store_OverOldData_OnlyClearsBits()
    {
        Board board = new();
        board.Poke(Config, WriteEnable);
        board.Poke(Target, 0xFF00_FF0F);
        board.Poke(Target, 0x0FF0_FFFF);
        Assert.That(board.Word(Target), Is.EqualTo(0x0F00_FF0F));
    }

    [TestCase(EraseEnable, uint.MaxValue)]
    [TestCase(WriteEnable, 0u)]
    public void ErasePage_NeedsEraseEnable(uint config, uint after)
    {
        Board board = new();
        board.Load(Target, new byte[8192]);
        board.Poke(Config, config);
        board.Poke(ErasePage, Target + 16);
        Assert.That((board.Word(Target), board.Word(Target + 4092), board.Word(Target + 4096)), Is.EqualTo((after, after, 0u)));
    }

    [Test]
    public void EraseAll_ErasesFlashAndUserInformation()
    {
        Board board = new();
        board.Poke(Config, WriteEnable);
        board.Poke(Target, 0);
        board.Poke(MemoryMap.UicrBase + 0x80, 0x55);
        Assert.That(board.Word(MemoryMap.UicrBase + 0x80), Is.EqualTo(0x55));
        board.Poke(Config, EraseEnable);
        board.Poke(EraseAll, 1);
        Assert.That((board.Word(Target), board.Word(MemoryMap.UicrBase + 0x80)), Is.EqualTo((uint.MaxValue, uint.MaxValue)));
    }

    [Test]
    public void Ready_AfterAWord_ComesBackIn41Microseconds()
    {
        // b .
        Board board = TestBoard.Create(0xE7FE);
        board.Poke(Config, WriteEnable);
        board.Poke(Target, 0);
        ulong start = board.Timeline.Cycles;
        uint ready = 0;
        while (ready == 0)
        {
            board.Processor.Step();
            board.Bus.TryRead(Ready, 4, BusMaster.Core, out ready);
        }

        Assert.That(board.Timeline.Cycles - start, Is.InRange(2624, 2630));
    }

    [Test]
    public void Ready_ReadByTheDebugger_IsDone()
    {
        Board board = new();
        board.Poke(Config, EraseEnable);
        board.Poke(ErasePage, Target);
        Assert.That(board.Word(Ready), Is.EqualTo(1));
    }

    [Test]
    public void UserInformation_Protection_ClosesTheAccessPortAtReset()
    {
        Board board = TestBoard.Create(0xE7FE);
        board.Poke(Config, WriteEnable);
        board.Poke(MemoryMap.UicrBase + 0x208, 0xFFFF_FF00);
        Assert.That(board.Debug.Port.Memory.IsProtected, Is.False);
        board.Reset();
        Assert.That(board.Debug.Port.Memory.IsProtected, Is.True);
        board.Poke(Config, EraseEnable);
        board.Poke(EraseUicr, 1);
        board.Reset();
        Assert.That(board.Debug.Port.Memory.IsProtected, Is.False);
    }

    [TestCase(0x1000_0010u, 4096u, TestName = "Ficr_CodePageSize")]
    [TestCase(0x1000_0014u, 256u, TestName = "Ficr_CodeSize")]
    [TestCase(0x1000_0100u, 0x52840u, TestName = "Ficr_Part")]
    [TestCase(0x1000_010Cu, 256u, TestName = "Ficr_RamKilobytes")]
    [TestCase(0x1000_0110u, 1024u, TestName = "Ficr_FlashKilobytes")]
    public void FactoryInformation_Register_NamesTheChip(uint address, uint value)
    {
        Board board = new();
        Assert.That(board.Word(address), Is.EqualTo(value));
        Assert.That(board.Bus.TryWrite(address, 4, BusMaster.Core, 0), Is.False);
    }
}
