using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>What an adapter sends to its debug server, from the log that it writes for its user (<c>--log rsp=verbose,engine=debug --log-file FILE</c>).</summary>
internal sealed partial class PacketRecord : IDisposable
{
    private const string Command = "qRcmd,";

    /// <summary>The log; for <see cref="DebugSession.StartAsync"/>.</summary>
    public string File { get; } = Path.Combine(Path.GetTempPath(), $"rsp-debug-{Guid.NewGuid():n}.log");

    /// <summary>Requests so far, in their order: packets without frame, the commands among them as <c>monitor TEXT</c>.</summary>
    public IReadOnlyList<string> Requests() => [.. Sent().Matches(Text()).Select(static match => Readable(match.Groups["packet"].Value))];

    /// <summary>The whole log.</summary>
    public string Text()
    {
        using StreamReader reader = new(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public void Dispose() => System.IO.File.Delete(File);

    private static string Readable(string packet) =>
        packet.StartsWith(Command, StringComparison.Ordinal) ? $"monitor {Encoding.UTF8.GetString(Convert.FromHexString(packet[Command.Length..]))}" : packet;

    // Long packets are shortened in the log, without their checksum.
    [GeneratedRegex(@"-> ""?Packet""? ""?\$(?<packet>[^\r\n]*?)(#[0-9a-f]{2}""?|\.\.\. \d+ bytes""?)\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sent();
}
