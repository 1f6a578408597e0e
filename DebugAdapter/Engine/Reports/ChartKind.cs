namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>How the values of a chart are drawn.</summary>
internal enum ChartKind
{
    /// <summary>Joined by straight lines.</summary>
    Line,

    /// <summary>Each value holds until the next.</summary>
    Steps,

    /// <summary>Dots.</summary>
    Points,

    /// <summary>One bar a value.</summary>
    Bars,
}
