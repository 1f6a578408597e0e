namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>A plot of a report. It has either numbers on its x axis (<see cref="X"/>, rising) or names (<see cref="Categories"/>).</summary>
internal sealed record Chart
{
    /// <summary>Stands above the plot.</summary>
    public required string Title { get; init; }

    /// <summary>What x is, with its unit.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the values are, with their unit.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>How the values are drawn.</summary>
    public ChartKind Kind { get; init; } = ChartKind.Line;

    /// <summary>Positions, rising; not looked at when there are <see cref="Categories"/>.</summary>
    public IReadOnlyList<double> X { get; init; } = [];

    /// <summary>Names in place of positions.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The curves; each has as many values as there are positions or names.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Logarithmic x axis; positions are above 0 then.</summary>
    public bool LogX { get; init; }

    /// <summary>Logarithmic y axis; values are above 0 then.</summary>
    public bool LogY { get; init; }

    /// <summary>Height of the plot in CSS pixels.</summary>
    public int Height { get; init; } = 300;
}
