namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>One form of logs; one class each, listed in <see cref="LinkLogFormats"/>.</summary>
internal abstract class LinkLogFormat
{
    /// <summary>Its name for <c>--format</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What writes it.</summary>
    public abstract string Description { get; }

    /// <summary>How much a line speaks for this form: 0 for nothing.</summary>
    public abstract int Weigh(string line);

    /// <summary>Reads the entries.</summary>
    public abstract IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines);
}
