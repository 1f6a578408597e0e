using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>How registers of the server behind are described to gdb.</summary>
[TestFixture]
public sealed class SharedRegistersTests
{
    // bits at the server | bits in target.xml; gdb 13 knows 8, 16, 32, 64 and 128, and shows its own memory for others
    [TestCase(1, 8)]
    [TestCase(3, 8)]
    [TestCase(8, 8)]
    [TestCase(12, 16)]
    [TestCase(32, 32)]
    [TestCase(96, 128)]
    public void Features_AnyWidth_IsOneThatGdbTakes(int bits, int described)
    {
        var shared = new SharedRegisters([new TargetRegister(0, "primask", bits, RegisterGroup.System)]);
        Assert.That(shared.Features.Single().Registers.Single().SizeInBits, Is.EqualTo(described));
    }
}
