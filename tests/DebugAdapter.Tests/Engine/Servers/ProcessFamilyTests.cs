using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

[Platform("Linux", Reason = "processes are looked at in /proc")]
[CancelAfter(60_000)]
public sealed class ProcessFamilyTests
{
    /// <summary>The one that works is a grandchild: servers are started through a shell, and may be scripts themselves.</summary>
    [Test]
    public async Task Look_GrandchildWorks_ItsTimeCounts(CancellationToken cancellationToken)
    {
        using Process process = Start("(while :; do :; done) & wait");
        try
        {
            while (ProcessFamily.Look(process.Id)!.Value is not { IsBusy: true, Time: > 0 }) await Task.Delay(5, cancellationToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task Look_AllSleep_NothingChanges(CancellationToken cancellationToken)
    {
        using Process process = Start("sleep 1000 & sleep 1000");
        try
        {
            (long, bool)? before;
            do
            {
                before = ProcessFamily.Look(process.Id);
                await Task.Delay(20, cancellationToken);
            }
            while (ProcessFamily.Look(process.Id) != before || before!.Value.Item2);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
    }

    [Test]
    public void Look_NoSuchProcess_IsIdle() => Assert.That(ProcessFamily.Look(int.MaxValue), Is.EqualTo((0L, false)));

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { UseShellExecute = false })!;
}
