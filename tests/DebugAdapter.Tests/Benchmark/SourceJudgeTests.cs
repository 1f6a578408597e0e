using System.Globalization;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

[TestFixture]
public sealed class SourceJudgeTests
{
    // exceptions of the activations before, innermost first | exception after | left what was known of the stack
    [TestCase("Line", "11", 0u, true, TestName = "left a handler whose process could not be unwound")]
    [TestCase("Into", "14 11", 0u, true, TestName = "left two of them by tail-chaining")]
    [TestCase("Line", "11 0", 0u, false, TestName = "the interrupted code is known")]
    [TestCase("Line", "11", 11u, false, TestName = "still in the handler")]
    [TestCase("Line", "0", 15u, false, TestName = "entered one")]
    [TestCase("Out", "11", 0u, false, TestName = "a step out has to know its caller")]
    public void LeftKnownStack_ByExceptions(string mode, string before, uint after, bool expected)
    {
        SourceExpectation.Activation[] frames = [.. before.Split(' ').Select(n => new SourceExpectation.Activation(0x100, 0x2000_1000, 0x100, uint.Parse(n, CultureInfo.InvariantCulture)))];
        var state = new CoreState { R = new uint[16], Xpsr = 0x0100_0000 | after };
        Assert.That(SourceJudge.LeftKnownStack(new SourceExpectation(Enum.Parse<StepMode>(mode), frames), state), Is.EqualTo(expected));
    }
}
