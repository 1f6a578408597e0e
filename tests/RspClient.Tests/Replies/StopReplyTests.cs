using System.Text;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Tests.Framing;
using RspDebug.RspClient.Tests.Tables;

namespace RspDebug.RspClient.Tests.Replies;

[TestFixture]
public sealed class StopReplyTests
{
    private static IEnumerable<TestCaseData> StopReplies() => TextTable.Read("stop-replies.txt");

    [TestCaseSource(nameof(StopReplies))]
    public void TryParse_Payload_GivesMeaning(string payload, string expected) =>
        Assert.That(Describe(payload == "<empty>" ? "" : payload), Is.EqualTo(expected));

    [TestCaseSource(nameof(StopReplies))]
    public void TryParse_CutAtEveryLength_NeverThrows(string payload, string expected)
    {
        for (int length = 0; length < payload.Length; length++)
            Assert.That(() => Describe(payload[..length]), Throws.Nothing, $"{expected}, cut at {length}");
    }

    [Test]
    public void TryParse_Mutated_NeverThrows()
    {
        byte[][] seeds = [.. StopReplies().Select(row => TextTable.ToBytes((string)row.Arguments[0]!))];
        var random = new Random(11);
        for (int count = 0; count < 10_000; count++)
        {
            byte[] mutated = Mutation.Apply(seeds[random.Next(seeds.Length)], random);
            Assert.That(() => StopReply.TryParse(mutated, out _), Throws.Nothing, Convert.ToHexString(mutated));
        }
    }

    private static string Describe(string payload)
    {
        if (!StopReply.TryParse(Encoding.Latin1.GetBytes(payload), out StopReply reply)) return "none";
        return reply switch
        {
            StopReply.Stopped stop => $"Stopped({stop.SignalNumber}, {Describe(stop.Reason)}, {stop.Thread ?? "-"}, {DescribeRegisters(stop)})",
            StopReply.Exited exited => $"Exited({exited.Status})",
            StopReply.Terminated terminated => $"Terminated({terminated.SignalNumber})",
            StopReply.NoResumedThreads => "NoResumedThreads",
            StopReply.Unknown unknown => $"Unknown({unknown.Raw})",
            _ => "?",
        };
    }

    private static string Describe(HaltReason reason) => reason switch
    {
        HaltReason.Signal signal => $"signal {signal.Number}",
        HaltReason.Breakpoint breakpoint => breakpoint.IsHardware ? "breakpoint hardware" : "breakpoint software",
        HaltReason.Watchpoint watchpoint => $"watchpoint {watchpoint.Access} {watchpoint.Address}",
        HaltReason.Unknown unknown => $"unknown {unknown.Key}",
        _ => "?",
    };

    private static string DescribeRegisters(StopReply.Stopped stop) =>
        stop.Registers.IsEmpty ? "-" : string.Join(' ', stop.Registers.Select(register => $"{register.Number}={Convert.ToHexStringLower(register.Value.Span)}"));
}
