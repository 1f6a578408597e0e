using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Chooses the temporary breakpoints that catch every way out of a statement.</summary>
internal static class StepPlaces
{
    /// <summary>Gives the places, or null when one single-step is the better way from here.</summary>
    public static List<uint>? Choose(RangeExits exits, uint pc, StepKind kind, FrameIdentity frame, ICodeMap code)
    {
        if (exits.Undecided.Contains(pc) || (exits.LongestStraightRun <= 1 && exits.Calls.Count == 0))
            return null;
        var places = new List<uint>(exits.Targets);
        places.AddRange(exits.Undecided);
        if (exits.Returns)
        {
            if (frame.CallerPc is not { } callerPc)
                return null;
            places.Add(callerPc);
        }

        if (kind == StepKind.Into)
        {
            foreach (ThumbFlow call in exits.Calls)
            {
                if (call.Kind == ThumbFlowKind.IndirectCall)
                {
                    if (call.Address == pc)
                        return null;
                    places.Add(call.Address);
                }
                else if (code.FindFunction(call.Target) is { } callee)
                {
                    places.Add(callee.BodyStart);
                }
            }
        }

        List<uint> distinct = [.. places.Distinct()];
        return distinct.Count == 0 || distinct.Contains(pc) ? null : distinct;
    }
}
