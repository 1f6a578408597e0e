namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Where a step of a line, over a call or out of a function may end.</summary>
/// <param name="Mode">What is stepped.</param>
/// <param name="Frames">The activations before the step, innermost first.</param>
internal sealed record SourceExpectation(StepMode Mode, IReadOnlyList<SourceExpectation.Activation> Frames)
{
    /// <summary>One activation on the stack.</summary>
    /// <param name="Pc">Its next instruction.</param>
    /// <param name="Cfa">Canonical frame address; null when it is not known.</param>
    /// <param name="Function">Entry of its function; null without debug information.</param>
    /// <param name="Ipsr">Exception that it runs in; null below an exception frame whose number is not known.</param>
    public sealed record Activation(uint Pc, uint? Cfa, uint? Function, uint? Ipsr);
}
