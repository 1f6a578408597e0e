using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>Looks up what came in together.</summary>
internal static class LookupBatch
{
    private const int WorthTwoThreads = 256;

    /// <summary>Finds all; many of them on all processors.</summary>
    /// <returns>In the order of the requests.</returns>
    public static AddressLookup[] Find(LoadedImage image, IReadOnlyList<string> requests)
    {
        var found = new AddressLookup[requests.Count];
        if (found.Length < WorthTwoThreads)
        {
            for (int i = 0; i < found.Length; i++) found[i] = AddressLookup.Find(image, requests[i]);
            return found;
        }

        // Each processor takes its addresses from a part of the image of its own, where what one look-up read serves the next; in the order in
        // which they came, all would read all units, and wait for each other to index them.
        int[] order = ByAddress(requests);
        Parallel.For(0, order.Length, i => found[order[i]] = AddressLookup.Find(image, requests[order[i]]));
        return found;
    }

    private static int[] ByAddress(IReadOnlyList<string> requests)
    {
        // The position is the lower half of the number that is sorted: two arrays sorted by one of them is code that would be compiled at each start.
        var keys = new ulong[requests.Count];
        for (int i = 0; i < keys.Length; i++) keys[i] = ((ulong)(AddressLookup.Parse(requests[i]) ?? 0) << 32) | (uint)i;
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)key);
    }
}
