using RspDebug.RspServer.Personalities;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>Mixed requests over a link that damages bytes, checked against the board itself.</summary>
[TestFixture]
public sealed class LinkFaultTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    // acknowledgements | parts per million of each kind of damage (flipped, dropped, repeated, held back) | requests, short and long
    [TestCase(true, 1_000, 1_500, 100_000)]
    [TestCase(true, 10_000, 700, 100_000)]
    [TestCase(false, 1_000, 500, 20_000)]
    [TestCase(false, 10_000, 300, 20_000)]
    public async Task Requests_OverADamagingLink_NoWrongValueNoDoubleStepNoHang(bool acknowledges, int ppm, int few, int many)
    {
        int requests = IsLong ? many : few;
        var counts = new RunCounts();
        await using var board = new NoisyBoard(StubPersonality.Plain with { OffersNoAckMode = !acknowledges });
        for (int seed = ppm; counts.Requests < requests; seed++)
        {
            await using var user = await NoisyUser.ConnectAsync(board, seed, ppm / 4);
            while (counts.Requests < requests && await user.AskAsync(counts))
            {
                // The next request on the same session.
            }

            user.AddTo(counts);
        }

        TestContext.Out.WriteLine(counts);
        Assert.That(counts.WrongValues, Is.Zero, string.Join('\n', counts.Details));
        Assert.That(counts.DoubleSteps, Is.Zero, string.Join('\n', counts.Details));
        Assert.That(counts.Damaged, Is.GreaterThan(requests / 1000), "the link did damage bytes");
        Assert.That(counts.Succeeded, Is.GreaterThan(requests / 10));
    }
}
