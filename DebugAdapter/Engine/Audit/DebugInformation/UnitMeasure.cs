namespace RspDebug.DebugAdapter.Engine.Audit.DebugInformation;

/// <summary>How debuggable one unit is, or several together.</summary>
/// <param name="Unit">Name of the unit as the compiler was told it.</param>
internal sealed record UnitMeasure(string Unit)
{
    /// <summary>Functions with code in the image.</summary>
    public long Functions { get; init; }

    /// <summary>Those that CFI or exception tables can unwind.</summary>
    public long Unwindable { get; init; }

    /// <summary>Source lines that have code.</summary>
    public long Lines { get; init; }

    /// <summary>Those that take a breakpoint: a row says that a statement begins.</summary>
    public long BreakableLines { get; init; }

    /// <summary>Parameters and local variables, one for each inlined copy.</summary>
    public long Variables { get; init; }

    /// <summary>Those with a location somewhere in their scope.</summary>
    public long Located { get; init; }

    /// <summary>Bytes of code in the scopes of all variables.</summary>
    public long ScopeBytes { get; init; }

    /// <summary>Those in which the variable has a location.</summary>
    public long CoveredBytes { get; init; }

    /// <summary>Part of the functions that can be unwound, in percent; 100 for none.</summary>
    public double UnwindPercent => Percent(Unwindable, Functions);

    /// <summary>Part of the lines that take a breakpoint, in percent.</summary>
    public double LinePercent => Percent(BreakableLines, Lines);

    /// <summary>Part of the variables' scopes in which they have a location, in percent.</summary>
    public double VariablePercent => Percent(CoveredBytes, ScopeBytes);

    /// <summary>Adds up.</summary>
    public UnitMeasure Plus(UnitMeasure other) => new(Unit)
    {
        Functions = Functions + other.Functions,
        Unwindable = Unwindable + other.Unwindable,
        Lines = Lines + other.Lines,
        BreakableLines = BreakableLines + other.BreakableLines,
        Variables = Variables + other.Variables,
        Located = Located + other.Located,
        ScopeBytes = ScopeBytes + other.ScopeBytes,
        CoveredBytes = CoveredBytes + other.CoveredBytes,
    };

    private static double Percent(long part, long whole) => whole == 0 ? 100 : 100.0 * part / whole;
}
