using RspDebug.DebugAdapter.Engine.Trace.Analysis;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class DistributionTests
{
    [TestCase(1000, 0.0)]           // All are kept.
    [TestCase(300_000, 0.016)]      // Kept by buckets.
    public void Percentile_ManyNumbers_IsThatOfTheSortedOnes(int count, double error)
    {
        var random = new Random(2);
        long[] values = [.. Enumerable.Range(0, count).Select(_ => (long)Math.Exp(random.NextDouble() * 25))];
        var distribution = new Distribution();
        foreach (long value in values) distribution.Add(value);
        Array.Sort(values);
        foreach (double share in new[] { 0.01, 0.5, 0.9, 0.99, 1 })
        {
            long expected = values[(int)Math.Ceiling(share * count) - 1];
            Assert.That(distribution.Percentile(share), Is.EqualTo(expected).Within((long)Math.Ceiling(expected * error)), $"{share}");
        }

        Assert.That((distribution.Min, distribution.Max, distribution.Count), Is.EqualTo((values[0], values[^1], (long)count)));
        Assert.That(distribution.Mean, Is.EqualTo(values.Average()).Within(1e-6).Percent);
    }

    [Test]
    public void Percentile_Nothing_IsZero() => Assert.That(new Distribution().Percentile(0.5), Is.Zero);

    [Test]
    public void Add_ExtremeNumbers_StayInBounds()
    {
        var distribution = new Distribution();
        for (int i = 0; i < 70_000; i++) distribution.Add(i % 2 == 0 ? long.MaxValue : long.MinValue);
        Assert.That((distribution.Min, distribution.Percentile(0.1), distribution.Percentile(0.9)), Is.EqualTo((0L, 0L, 9151314442816847872L)));
    }
}
