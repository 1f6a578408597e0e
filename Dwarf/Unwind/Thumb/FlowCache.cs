namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Analyses of an image's functions, kept because one backtrace after the other asks for them.</summary>
internal sealed class FlowCache
{
    // Some hundred bytes an instruction: at most a few tens of megabytes.
    private const int MostInstructions = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(uint Start, uint End, bool KeepsStack), FunctionFlow> _flows = [];
    private int _instructions;

    /// <summary>The analysis of a function from its entry. Code that is not from the image may change and is analysed anew.</summary>
    public FunctionFlow Get(CodeWindow code, ICodeMap map, bool keepsStack)
    {
        if (!code.IsFromImage)
            return FunctionFlow.Run(code, map, SymbolicState.AtEntry, keepsStack);
        lock (_lock)
        {
            if (_flows.TryGetValue((code.Start, code.End, keepsStack), out FunctionFlow? known))
                return known;
            FunctionFlow flow = FunctionFlow.Run(code, map, SymbolicState.AtEntry, keepsStack);
            if ((_instructions += flow.Count) > MostInstructions)
            {
                _flows.Clear();
                _instructions = flow.Count;
            }
            return _flows[(code.Start, code.End, keepsStack)] = flow;
        }
    }
}
