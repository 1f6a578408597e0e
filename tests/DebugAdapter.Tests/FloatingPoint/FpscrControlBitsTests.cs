using System.Globalization;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

[TestFixture]
public sealed class FpscrControlBitsTests
{
    private const uint Aspen = 0x8000_0000;

    // before | after | FPDSCR | FPCCR | CONTROL.FPCA | foreign
    [TestCase(0x0000_0000u, 0x0040_0000u, 0x0000_0000u, Aspen, true, true, TestName = "rounding mode altered")]
    [TestCase(0x0100_0000u, 0x0000_0000u, 0x0100_0000u, Aspen, true, true, TestName = "flush-to-zero of FPDSCR lost")]
    [TestCase(0x0000_0000u, 0x8000_0010u, 0x0000_0000u, Aspen, true, false, TestName = "flags are the program's")]
    [TestCase(0x0000_0000u, 0x0100_0000u, 0x0100_0000u, Aspen, true, false, TestName = "FPDSCR changed, a new context took it")]
    [TestCase(0x0040_0000u, 0x0080_0000u, 0x0000_0000u, Aspen, true, false, TestName = "was not FPDSCR's before: somebody writes FPSCR")]
    [TestCase(0x0000_0000u, 0x0040_0000u, 0x0000_0000u, Aspen, false, false, TestName = "no active context")]
    [TestCase(0x0000_0000u, 0x0040_0000u, 0x0000_0000u, Aspen, null, false, TestName = "context not known")]
    [TestCase(0x0000_0000u, 0x0040_0000u, 0x0000_0000u, 0u, true, false, TestName = "contexts are not stacked")]
    public void AreForeign_ByBitsAndContext(uint before, uint after, uint defaults, uint fpccr, bool? fpca, bool expected) =>
        Assert.That(FpscrControlBits.AreForeign(before, after, defaults, new FpContext(fpccr, 0, fpca)), Is.EqualTo(expected));

    // Thumb code as halfwords | may write FPSCR
    [TestCase("EEE1 0A10", true, TestName = "vmsr fpscr, r0")]
    [TestCase("4770 EEE1 3A10", true, TestName = "vmsr fpscr, r3 at a halfword")]
    [TestCase("EEF1 0A10", false, TestName = "vmrs r0, fpscr")]
    [TestCase("EEF1 FA10", false, TestName = "vmrs APSR_nzcv, fpscr")]
    [TestCase("ED90 0A00", false, TestName = "vldr s0, [r0]")]
    [TestCase("EC90 0A04", false, TestName = "vldmia r0, {s0-s3}")]
    [TestCase("ED9D 2F80", true, TestName = "v8.1-M vldr fpscr, [sp]")]
    [TestCase("EEE1", false, TestName = "cut")]
    public void MayBeWrittenBy_FindsEveryWrite(string code, bool expected)
    {
        byte[] bytes = [.. code.Split(' ').Select(h => ushort.Parse(h, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).SelectMany(BitConverter.GetBytes)];
        Assert.That(FpscrControlBits.MayBeWrittenBy([new ImageSection(".text", 0, bytes)]), Is.EqualTo(expected));
    }
}
