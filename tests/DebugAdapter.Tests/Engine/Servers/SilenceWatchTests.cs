using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

public sealed class SilenceWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.1);
    private readonly ManualTime _time = new();

    [Test]
    public async Task WaitForSilence_NothingHappens_EndsAtTheLimit()
    {
        Task waiting = new SilenceWatch(Limit, () => default, _time).WaitForSilenceAsync(CancellationToken.None);
        _time.Advance(Limit - Look);
        Assert.That(waiting.IsCompleted, Is.False);
        _time.Advance(Look);
        Assert.That(waiting.IsCompleted, Is.True);
        await waiting;
    }

    [TestCase("printed")]
    [TestCase("received")]
    [TestCase("processor")]
    [TestCase("busy")]
    public void WaitForSilence_SignOfLife_BeginsTheLimitAgain(string kind)
    {
        SignsOfLife signs = default;
        Task waiting = new SilenceWatch(Limit, () => signs, _time).WaitForSilenceAsync(CancellationToken.None);
        _time.Advance(Limit - Look);
        signs = kind switch
        {
            "printed" => signs with { Printed = 1 },
            "received" => signs with { Received = 1 },
            "processor" => signs with { Processor = 1 },
            _ => signs with { IsBusy = true },
        };
        _time.Advance(Look);
        signs = signs with { IsBusy = false };
        _time.Advance(Limit - Look);
        Assert.That(waiting.IsCompleted, Is.False);
        _time.Advance(Look * 2);
        Assert.That(waiting.IsCompleted, Is.True);
    }

    [Test]
    public void WaitForSilence_WorksAllTheTime_NeverEnds()
    {
        long work = 0;
        Task waiting = new SilenceWatch(Limit, () => new SignsOfLife(0, 0, work++, false), _time).WaitForSilenceAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(waiting.IsCompleted, Is.False);
    }

    /// <summary>A look costs milliseconds of the start of each session.</summary>
    [Test]
    public void WaitForSilence_FirstLook_IsOneIntervalLater()
    {
        int looks = 0;
        _ = new SilenceWatch(Limit, () => new SignsOfLife(0, 0, looks++, false), _time).WaitForSilenceAsync(CancellationToken.None);
        Assert.That(looks, Is.Zero);
        _time.Advance(Look);
        Assert.That(looks, Is.EqualTo(1));
    }

    [Test]
    public void WaitForSilence_LimitZero_NeverEnds()
    {
        Task waiting = new SilenceWatch(TimeSpan.Zero, () => default, _time).WaitForSilenceAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.That(waiting.IsCompleted, Is.False);
    }

    [Test]
    public async Task WaitForSilence_Cancelled_Ends()
    {
        using var end = new CancellationTokenSource();
        Task waiting = new SilenceWatch(Limit, () => default, _time).WaitForSilenceAsync(end.Token);
        await end.CancelAsync();
        await Assert.ThatAsync(() => waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
