using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Counts what happened at single-steps.</summary>
internal sealed class StepStatistics
{
    private readonly SortedDictionary<uint, int> _interrupts = [];

    /// <summary>Instructions stepped.</summary>
    public int Instructions { get; set; }

    /// <summary>Blocks of code that the server stepped through by itself.</summary>
    public int Blocks { get; set; }

    /// <summary>Interrupts that came in at a step, by exception number.</summary>
    public IReadOnlyDictionary<uint, int> Interrupts => _interrupts;

    /// <summary>Those of them that preempted another handler.</summary>
    public int Preemptions { get; private set; }

    /// <summary>Those of them that followed another handler directly (tail-chaining).</summary>
    public int TailChains { get; private set; }

    /// <summary>Counts one interrupt.</summary>
    /// <param name="exception">Its number.</param>
    /// <param name="interrupted">Exception number that was active before the step.</param>
    /// <param name="isTailChain">The step was the return from that exception.</param>
    public void CountInterrupt(uint exception, uint interrupted, bool isTailChain)
    {
        _interrupts[exception] = _interrupts.GetValueOrDefault(exception) + 1;
        if (isTailChain)
            TailChains++;
        else if (interrupted != 0)
            Preemptions++;
    }

    /// <summary>One line for the debug console.</summary>
    public override string ToString()
    {
        string blocks = Blocks > 0 ? $" and {Blocks} blocks of them" : "";
        string text = $"{Instructions} instructions{blocks} stepped, {_interrupts.Values.Sum()} interrupts at a step";
        if (_interrupts.Count == 0)
            return text;
        string each = string.Join(", ", _interrupts.Select(i => $"{ExceptionNames.Name((int)i.Key)} {i.Value}"));
        return $"{text} ({each}; {Preemptions} preempted a handler, {TailChains} followed one)";
    }
}
