using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Chooses the temporary breakpoints that catch every way out of a statement.</summary>
internal static class StepPlaces
{
    /// <summary>Gives the places, or null when one single-step is the better way from here.</summary>
    /// <param name="exits">Ways out of the statement.</param>
    /// <param name="pc">Where the target stands.</param>
    /// <param name="kind">What is done with calls.</param>
    /// <param name="frame">The frame that is stepped.</param>
    /// <param name="calleeOf">The function with source that a direct call reaches; null for none.</param>
    public static List<uint>? Choose(RangeExits exits, uint pc, StepKind kind, FrameIdentity frame, Func<uint, FunctionSpan?> calleeOf)
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
                else if (calleeOf(call.Target) is { } callee)
                {
                    places.Add(callee.BodyStart);
                }
            }
        }

        List<uint> distinct = [.. places.Distinct()];
        return distinct.Count == 0 || distinct.Contains(pc) ? null : distinct;
    }
}
