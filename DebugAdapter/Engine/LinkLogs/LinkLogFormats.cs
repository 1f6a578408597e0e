namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>The forms that can be read; a new one is a line here.</summary>
internal static class LinkLogFormats
{
    // Hex dumps last: lines of other forms may look like them.
    private static readonly IReadOnlyList<LinkLogFormat> Known =
        [new ProxyLog(), new OwnLog(), new OpenOcdLog(), new JLinkLog(), new GdbRemoteLog(), new GdbDebugLog(), new LldbLog(), new FollowedStream(), new HexDump()];

    private const int LinesLookedAt = 3000;

    /// <summary>All forms.</summary>
    public static IReadOnlyList<LinkLogFormat> All => Known;

    /// <summary>The form of a name; null when there is none.</summary>
    public static LinkLogFormat? Find(string name) => Known.FirstOrDefault(format => format.Name == name);

    /// <summary>Finds out the form by its first lines and reads the log.</summary>
    /// <param name="lines">The log; read once, as it is needed.</param>
    /// <param name="chosen">The form, where the user has said it.</param>
    /// <exception cref="LinkLogException">No line is of a known form.</exception>
    public static (LinkLogFormat Format, IEnumerable<LinkRecord> Records) Open(IEnumerable<LogLine> lines, LinkLogFormat? chosen = null)
    {
        IEnumerator<LogLine> source = lines.GetEnumerator();
        var head = new List<LogLine>();
        while (head.Count < LinesLookedAt && source.MoveNext()) head.Add(source.Current);
        LinkLogFormat? format = chosen ?? Known.Select(known => (Format: known, Weight: head.Sum(line => (long)known.Weigh(line.Text))))
            .Where(static candidate => candidate.Weight > 0).OrderByDescending(static candidate => candidate.Weight).FirstOrDefault().Format;
        if (format is null)
        {
            source.Dispose();
            if (head.Count == 0) throw new LinkLogException("The log is empty.");
            throw new LinkLogException("This is no log of an RSP link that can be read. Known are: " + string.Join("; ", Known.Select(static known => $"{known.Name} ({known.Description})")) + ".");
        }

        return (format, format.Read(head.Concat(Rest(source))));
    }

    private static IEnumerable<LogLine> Rest(IEnumerator<LogLine> source)
    {
        using (source)
        {
            while (source.MoveNext()) yield return source.Current;
        }
    }
}
