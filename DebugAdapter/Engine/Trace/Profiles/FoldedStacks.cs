namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>The input of flame graph tools: <c>outer;inner count</c>, a line a stack.</summary>
internal static class FoldedStacks
{
    /// <summary>Writes a profile.</summary>
    public static void Write(TraceProfile profile, TextWriter output)
    {
        var stacks = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (ProfileSample sample in profile.Samples)
        {
            string stack = string.Join(';', sample.Frames.Reverse().Select(static frame => frame.Function.Replace(';', ':')));
            stacks[stack] = stacks.GetValueOrDefault(stack) + sample.Count;
        }

        foreach ((string stack, long count) in stacks) output.Write($"{stack} {count}\n");
    }
}
