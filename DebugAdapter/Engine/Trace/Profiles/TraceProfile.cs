using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>Samples with their places in the source, the most frequent first.</summary>
/// <param name="Samples">One for each address.</param>
/// <param name="Total">All samples, those that were not allowed included.</param>
internal sealed record TraceProfile(IReadOnlyList<ProfileSample> Samples, long Total)
{
    /// <summary>Looks the addresses of a histogram up.</summary>
    /// <param name="histogram">The samples.</param>
    /// <param name="image">The firmware; null leaves addresses.</param>
    public static TraceProfile Of(PcHistogram histogram, LoadedImage? image)
    {
        List<ProfileSample> samples = [.. histogram.Counts.Select(sample => new ProfileSample(sample.Key, sample.Value, FramesOf(sample.Key, image)))];
        if (histogram.Sleeping > 0) samples.Add(new ProfileSample(null, histogram.Sleeping, [new ProfileFrame("(sleeping)", null, 0)]));
        samples.Sort(static (a, b) => b.Count != a.Count ? b.Count.CompareTo(a.Count) : Nullable.Compare(a.Address, b.Address));
        return new TraceProfile(samples, histogram.Total);
    }

    /// <summary>Samples by function, the most frequent first.</summary>
    public IEnumerable<(ProfileFrame Place, long Count)> ByFunction() => Group(static frame => frame with { Line = 0 });

    /// <summary>Samples by line, the most frequent first.</summary>
    public IEnumerable<(ProfileFrame Place, long Count)> ByLine() => Group(static frame => frame);

    private IEnumerable<(ProfileFrame Place, long Count)> Group(Func<ProfileFrame, ProfileFrame> key) =>
        Samples.GroupBy(sample => key(sample.Frames[0])).Select(static group => (group.Key, group.Sum(static sample => sample.Count)))
            .OrderByDescending(static place => place.Item2).ThenBy(static place => place.Key.Function, StringComparer.Ordinal);

    private static IReadOnlyList<ProfileFrame> FramesOf(uint address, LoadedImage? image)
    {
        string hex = $"0x{address:x8}";
        if (image is null) return [new ProfileFrame(hex, null, 0)];
        AddressLookup found = AddressLookup.Find(image, address);
        if (found.Levels.Count == 0) return [new ProfileFrame(found.Symbol?.Split('+')[0] ?? hex, null, 0)];
        return [.. found.Levels.Select(static (SourceFrame level) => new ProfileFrame(level.Name ?? "?", level.Location?.File?.Path, level.Location?.Line ?? 0))];
    }
}
