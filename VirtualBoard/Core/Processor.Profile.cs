namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    /// <summary>Whether the next instruction is a load or a store, by its name; for the profiling counters of the DWT.</summary>
    internal bool NextIsLoadStore
    {
        get
        {
            if ((_code.Find(Pc) ?? _code.Decode(Pc)) is not { } instruction)
            {
                _raised = Fault.None;       // A look ahead has no consequences.
                return false;
            }

            string name = instruction.Name.TrimStart('V');
            return name.StartsWith("LD", StringComparison.Ordinal) || name.StartsWith("ST", StringComparison.Ordinal)
                || name.StartsWith("PUSH", StringComparison.Ordinal) || name.StartsWith("POP", StringComparison.Ordinal);
        }
    }
}
