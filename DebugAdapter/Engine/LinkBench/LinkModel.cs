namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Time of an access = fixed cost + cost of each byte.</summary>
/// <param name="Kind">Of the requests it was made from.</param>
/// <param name="FixedUs">Microseconds of an access without bytes; not below 0.</param>
/// <param name="PerByteUs">Microseconds a byte; not below 0.</param>
/// <param name="R2">Share of the (weighted) variance of the medians that the model explains; 1 is all.</param>
internal sealed record LinkModel(string Kind, double FixedUs, double PerByteUs, double R2)
{
    private const int Rounds = 30;

    // Tukey's constant: 95 % as efficient as least squares where errors are normal. What stands farther out does not count at all.
    private const double Tukey = 4.685;

    // From the median of absolute deviations to a standard deviation.
    private const double MadToSigma = 1.4826;

    // Medians are not better than this, however little they scatter: otherwise one size would decide alone.
    private const double LeastRelativeError = 0.02;

    /// <summary>Fits the model to series of several sizes.</summary>
    /// <remarks>
    /// The median of each size stands for it, so that single slow requests do not count. Each is weighted by its own error (scatter over the
    /// root of the count). The median of the slopes between any two (Theil and Sen) is where it begins; then least squares, repeated with Tukey's weights,
    /// so that a size that stands out does not bend the line.
    /// </remarks>
    /// <returns>Null for fewer than three sizes.</returns>
    public static LinkModel? Fit(string kind, IEnumerable<RequestSeries> series)
    {
        Point[] points = [.. series.Where(static s => s.Microseconds.Count > 0).Select(PointOf)];
        if (points.Length < 3) return null;
        double[] weights = new double[points.Length];
        double slope = Median([.. points.SelectMany((a, i) => points.Skip(i + 1).Where(b => b.X > a.X).Select(b => (b.Y - a.Y) / (b.X - a.X))).DefaultIfEmpty()]);
        double start = Median([.. points.Select(point => point.Y - slope * point.X)]);
        for (int round = 0; round < Rounds; round++)
        {
            double[] standing = [.. points.Select(point => Math.Abs(point.Y - start - slope * point.X) / point.Error)];
            double scale = Math.Max(MadToSigma * Median(standing), 1);
            for (int index = 0; index < points.Length; index++)
                weights[index] = TukeyWeight(standing[index] / scale) / (points[index].Error * points[index].Error);
            (start, slope) = Solve(points, weights);
        }

        return new LinkModel(kind, start, slope, Explained(points, weights, start, slope));
    }

    /// <summary>What the model gives for a size.</summary>
    public double At(double sizeInBytes) => FixedUs + PerByteUs * sizeInBytes;

    // Neither cost can be negative: where the line would have it so, the best one through that bound is taken.
    private static (double Start, double Slope) Solve(Point[] points, double[] weights)
    {
        double sum = weights.Sum(), x = Mean(static p => p.X), y = Mean(static p => p.Y);
        double xx = 0, xy = 0, xx0 = 0, xy0 = 0;
        for (int index = 0; index < points.Length; index++)
        {
            xx += weights[index] * (points[index].X - x) * (points[index].X - x);
            xy += weights[index] * (points[index].X - x) * (points[index].Y - y);
            xx0 += weights[index] * points[index].X * points[index].X;
            xy0 += weights[index] * points[index].X * points[index].Y;
        }

        double slope = xx > 0 ? xy / xx : 0, start = y - slope * x;
        return slope < 0 ? (y, 0) : start < 0 ? (0, xy0 / xx0) : (start, slope);

        double Mean(Func<Point, double> of)
        {
            double total = 0;
            for (int index = 0; index < points.Length; index++) total += weights[index] * of(points[index]);
            return total / sum;
        }
    }

    private static double TukeyWeight(double standing) => standing >= Tukey ? 0 : Square(1 - Square(standing / Tukey));

    private static double Explained(Point[] points, double[] weights, double start, double slope)
    {
        double mean = points.Zip(weights).Sum(static pair => pair.First.Y * pair.Second) / weights.Sum();
        double all = points.Zip(weights).Sum(pair => pair.Second * Square(pair.First.Y - mean)), left = points.Zip(weights).Sum(pair => pair.Second * Square(pair.First.Y - start - slope * pair.First.X));
        // All the same: a constant explains it.
        return all > 1e-12 * weights.Sum() * Square(mean) ? 1 - left / all : 1;
    }

    private static Point PointOf(RequestSeries series)
    {
        double median = series.Percentile(0.5);
        double scatter = MadToSigma * Median([.. series.Microseconds.Select(value => Math.Abs(value - median))]) / Math.Sqrt(series.Microseconds.Count);
        return new Point(series.SizeInBytes, median, Math.Max(Math.Max(scatter, LeastRelativeError * median), 1e-3));
    }

    private static double Median(double[] values)
    {
        values = [.. values.Order()];
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
    }

    private static double Square(double value) => value * value;

    private readonly record struct Point(double X, double Y, double Error);
}
