using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Tests.Unwind.Thumb;

[TestFixture]
public sealed class ItStateTests
{
    // ITSTATE 7:0 | after one instruction (ARMv7-M ARM A7.3.3)
    [TestCase(0x08, 0x00)] // IT EQ: the only one
    [TestCase(0x04, 0x08)] // ITT EQ
    [TestCase(0x0C, 0x18)] // ITE EQ: the second is NE
    [TestCase(0xC1, 0xC2)] // ITTTT GT
    [TestCase(0xC7, 0xCE)] // ITTEE, the first behind
    [TestCase(0x00, 0x00)]
    public void Advance_State_MovesToTheNextInstruction(int before, int after)
    {
        const uint Others = 0x8100_0003;
        Assert.That(ItState.Advance(Others | Place(before)), Is.EqualTo(Others | Place(after)));
    }

    // condition | flags NZCV | passes (A7.3)
    [TestCase(0, 0b0100u, true)]
    [TestCase(1, 0b0100u, false)]
    [TestCase(8, 0b0010u, true)]
    [TestCase(8, 0b0110u, false)]
    [TestCase(12, 0b0000u, true)]
    [TestCase(12, 0b1000u, false)]
    [TestCase(13, 0b1000u, true)]
    [TestCase(14, 0b0000u, true)]
    public void Passes_Condition_FollowsTheFlags(int condition, uint flags, bool passes) =>
        Assert.That(ItState.Passes(condition, flags << 28), Is.EqualTo(passes));

    private static uint Place(int state) => (uint)(state & 0xFC) << 8 | (uint)(state & 3) << 25;
}
