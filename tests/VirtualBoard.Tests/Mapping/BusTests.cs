using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.Mapping;

/// <summary>The memory map of the nRF52840 as a bus master sees it.</summary>
public sealed class BusTests
{
    [Test]
    public void Alias_CodeRam_IsTheSameMemory()
    {
        Board board = new();
        board.Poke(0x2000_1234, 0xCAFE_F00D);
        Assert.That(board.Word(0x0080_1234), Is.EqualTo(0xCAFE_F00D));
        board.Poke(0x0080_1234, 0x1234_5678);
        Assert.That(board.Word(0x2000_1234), Is.EqualTo(0x1234_5678));
    }

    [TestCase(0x0010_0000u, TestName = "Read_BehindFlash_Fails")]
    [TestCase(0x0084_0000u, TestName = "Read_BehindAlias_Fails")]
    [TestCase(0x2004_0000u, TestName = "Read_BehindRam_Fails")]
    [TestCase(0x2003_FFFEu, TestName = "Read_AcrossTheEndOfRam_Fails")]
    [TestCase(0x000F_FFFFu, TestName = "Read_AcrossTheEndOfFlash_Fails")]
    [TestCase(0x6000_0000u, TestName = "Read_ExternalRam_Fails")]
    [TestCase(0xE010_0000u, TestName = "Read_BehindPrivatePeripherals_Fails")]
    [TestCase(0xCCCC_CCCCu, TestName = "Read_Nowhere_Fails")]
    public void Read_Unmapped_IsBusError(uint address)
    {
        Board board = new();
        Assert.That(board.Bus.TryRead(address, 4, BusMaster.Core, out _), Is.False);
        Assert.That(board.Bus.TryWrite(address, 4, BusMaster.Core, 0), Is.False);
    }

    [Test]
    public void Read_RangeThatLeavesRam_StopsAtItsEnd()
    {
        Board board = new();
        byte[] bytes = new byte[64];
        Assert.That(board.Bus.Read(0x2003_FFE1, bytes), Is.EqualTo(31));
    }

    [Test]
    public void Attach_TakenPage_Throws()
    {
        Board board = new();
        Assert.That(() => board.Bus.Attach(0xE000_E000, 0x1000, new Nothing()), Throws.ArgumentException);
        Assert.That(() => board.Bus.Attach(0x6000_0800, 0x1000, new Nothing()), Throws.ArgumentException);
    }

    private sealed class Nothing : IBusDevice
    {
        public bool TryRead(BusAccess access, out uint value)
        {
            value = 0;
            return true;
        }

        public bool TryWrite(BusAccess access, uint value) => true;
    }
}
