using System.Collections.Immutable;
using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;

namespace RspDebug.RspServer.Commands;

/// <summary>Finds the handler of a packet: by its first letter, or by the whole name for <c>q</c>, <c>Q</c> and <c>v</c>.</summary>
internal static class CommandTable
{
    private const int LongestName = 32;

    private static readonly Dictionary<string, CommandHandler> Handlers = new(StringComparer.Ordinal)
    {
        ["?"] = SessionCommands.HaltReasonAsync, ["!"] = SessionCommands.ExtendAsync, ["D"] = SessionCommands.DetachAsync,
        ["k"] = SessionCommands.KillAsync, ["vKill"] = SessionCommands.KillProcessAsync, ["R"] = SessionCommands.RestartAsync,
        ["vRun"] = SessionCommands.RunAsync, ["vAttach"] = SessionCommands.AttachAsync, ["qAttached"] = SessionCommands.IsAttachedAsync,
        ["qSupported"] = FeatureCommands.SupportedAsync, ["QStartNoAckMode"] = FeatureCommands.StartNoAckModeAsync,
        ["QNonStop"] = FeatureCommands.NonStopAsync, ["qXfer"] = TransferCommands.TransferAsync,
        ["H"] = ThreadCommands.SelectAsync, ["T"] = ThreadCommands.IsAliveAsync, ["qC"] = ThreadCommands.CurrentAsync,
        ["qfThreadInfo"] = ThreadCommands.FirstAsync, ["qsThreadInfo"] = ThreadCommands.NextAsync, ["qThreadExtraInfo"] = ThreadCommands.ExtraAsync,
        ["g"] = RegisterCommands.ReadAllAsync, ["G"] = RegisterCommands.WriteAllAsync,
        ["p"] = RegisterCommands.ReadAsync, ["P"] = RegisterCommands.WriteAsync,
        ["m"] = MemoryCommands.ReadAsync, ["x"] = MemoryCommands.ReadBinaryAsync, ["M"] = MemoryCommands.WriteAsync,
        ["X"] = MemoryCommands.WriteBinaryAsync, ["qCRC"] = MemoryCommands.ChecksumAsync,
        ["c"] = ResumeCommands.ContinueAsync, ["C"] = ResumeCommands.ContinueWithSignalAsync,
        ["s"] = ResumeCommands.StepAsync, ["S"] = ResumeCommands.StepWithSignalAsync, ["vCont"] = ResumeCommands.ResumeAsync,
        ["Z"] = BreakpointCommands.InsertAsync, ["z"] = BreakpointCommands.RemoveAsync,
        ["vFlashErase"] = FlashCommands.EraseAsync, ["vFlashWrite"] = FlashCommands.WriteAsync, ["vFlashDone"] = FlashCommands.FinishAsync,
        ["qMemoryRegionInfo"] = RegionCommands.DescribeAsync,
        ["qRcmd"] = MonitorCommands.RunAsync, ["F"] = FileCommands.AnswerAsync,
    };

    public static ValueTask<CommandOutcome> ExecuteAsync(
        ClientSession session, ReadOnlyMemory<byte> payload, PacketWriter reply, CancellationToken cancellationToken)
    {
        string name = Name(payload.Span);
        return Handlers.TryGetValue(name, out CommandHandler? handler) && !IsHidden(session, name, payload.Span)
            ? handler(session, payload[name.Length..], reply, cancellationToken)
            : new(CommandOutcome.Reply);
    }

    private static string Name(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return "";
        if (payload[0] is not ((byte)'q' or (byte)'Q' or (byte)'v')) return ((char)payload[0]).ToString();
        int length = 1;
        while (length < payload.Length && length < LongestName && char.IsAsciiLetter((char)payload[length])) length++;
        return Encoding.ASCII.GetString(payload[..length]);
    }

    /// <summary>A personality lists packets by name, breakpoints by <c>Z</c> and type, <c>qXfer</c> by its object.</summary>
    public static bool IsListed(ImmutableHashSet<string> listed, ReadOnlySpan<byte> payload) => !listed.IsEmpty && IsListed(listed, Name(payload), payload);

    private static bool IsHidden(ClientSession session, string name, ReadOnlySpan<byte> payload) => IsListed(session.Personality.HiddenPackets, name, payload);

    private static bool IsListed(ImmutableHashSet<string> hidden, string name, ReadOnlySpan<byte> payload)
    {
        if (hidden.IsEmpty) return false;
        if (hidden.Contains(name)) return true;
        if (name is "Z" or "z" && payload.Length > 1) return hidden.Contains("Z" + (char)payload[1]);
        if (name != "qXfer") return false;
        foreach (string prefix in hidden)
        {
            if (prefix.StartsWith("qXfer:", StringComparison.Ordinal) && payload.StartsWith(Encoding.ASCII.GetBytes(prefix))) return true;
        }

        return false;
    }
}
