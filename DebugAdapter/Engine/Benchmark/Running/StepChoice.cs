namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Draws the kind of the next step.</summary>
internal sealed class StepChoice(Random random, StepMode mode)
{
    private const int All = 100;

    // What a mix is made of, in hundredths: instructions are where servers err, the others cost many of them.
    private static readonly (StepMode Mode, int Share)[] Shares =
        [(StepMode.Instruction, 84), (StepMode.Over, 5), (StepMode.Line, 5), (StepMode.Into, 4), (StepMode.Out, 2)];

    /// <summary>The next kind; never <see cref="StepMode.Mix"/>.</summary>
    public StepMode Next()
    {
        if (mode != StepMode.Mix) return mode;
        int drawn = random.Next(All);
        foreach ((StepMode candidate, int share) in Shares)
        {
            if (drawn < share) return candidate;
            drawn -= share;
        }

        return StepMode.Instruction;
    }
}
