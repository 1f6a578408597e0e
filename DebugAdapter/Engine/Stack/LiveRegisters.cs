using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Stack;

/// <summary>The registers that were read at this stop, in the unwinder's words.</summary>
internal static class LiveRegisters
{
    /// <summary>Takes what is known; a D register fills its two S halves.</summary>
    public static RegisterSet From(TargetState target)
    {
        var known = new List<KeyValuePair<CoreRegister, uint>>();
        foreach (TargetRegister register in target.Link.Registers)
        {
            if (target.Values[register.Index] is not { } value || !CoreRegisters.TryParse(register.Name, out CoreRegister core, out int size))
                continue;
            known.Add(new(core, (uint)value));
            if (size == 8)
                known.Add(new(core + 1, (uint)(value >> 32)));
        }

        return RegisterSet.FromLive(known);
    }
}
