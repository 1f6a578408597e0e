namespace RspDebug.VirtualBoard.Tests.Device;

/// <summary>P0 and P1 (nRF52840 PS, "GPIO").</summary>
public sealed class GpioTests
{
    private const uint P0 = 0x5000_0000, P1 = 0x5000_0300;
    private const uint Out = 0x504, OutSet = 0x508, OutClear = 0x50C, In = 0x510, Direction = 0x514, DirectionSet = 0x518, PinConfiguration = 0x700;

    [TestCase(P0, 0)]
    [TestCase(P1, 1)]
    public void Output_SetAndClear_ChangesThePin(uint port, int number)
    {
        Board board = new();
        List<(int, int, bool)> changes = [];
        board.Gpio.OutputChanged = (p, pin, level) => changes.Add((p, pin, level));
        board.Poke(port + OutSet, 1 << 13);
        Assert.That(changes, Is.Empty, "not an output yet");
        board.Poke(port + DirectionSet, 1 << 13);
        board.Poke(port + OutClear, 1 << 13);
        Assert.That(changes, Is.EqualTo(new[] { (number, 13, true), (number, 13, false) }));
        Assert.That(board.Word(port + PinConfiguration + (4 * 13)) & 1, Is.EqualTo(1));
    }

    [Test]
    public void Input_DrivenOrPulled_IsRead()
    {
        Board board = new();
        board.Poke(P0 + PinConfiguration + (4 * 11), 3 << 2);
        Assert.That(board.Word(P0 + In), Is.EqualTo(1 << 11));
        board.Gpio.SetInput(0, 11, false);
        board.Gpio.SetInput(0, 3, true);
        Assert.That((board.Word(P0 + In), board.Gpio.GetLevel(0, 3)), Is.EqualTo((1u << 3, true)));
    }

    [Test]
    public void SecondPort_HasSixteenPins()
    {
        Board board = new();
        board.Poke(P1 + Direction, uint.MaxValue);
        board.Poke(P1 + Out, uint.MaxValue);
        Assert.That((board.Word(P1 + Direction), board.Word(P1 + In), board.Word(P0 + In)), Is.EqualTo((0xFFFFu, 0xFFFFu, 0u)));
    }
}
