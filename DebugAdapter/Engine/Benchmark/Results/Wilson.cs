namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Wilson's score interval: where the true rate lies with 95 % confidence, also near 0 and 1.</summary>
internal static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>The interval for so many successes.</summary>
    public static (double Low, double High) Interval(long successes, long trials)
    {
        if (trials == 0) return (0, 1);
        double n = trials, p = successes / n, z2 = Z * Z;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
