using System.Runtime.CompilerServices;
using System.Text;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>Splits a stream into lines, as many at a time as one read brought: who writes one and waits is answered, who writes thousands has them answered together.</summary>
internal static class RequestLines
{
    /// <summary>Most that one read brings, and with it the longest line that is taken whole; a longer one is cut, for no address is that long.</summary>
    public const int LongestInBytes = 256 * 1024;

    /// <summary>The lines, without blank ones and without space around them.</summary>
    /// <param name="input">Read to its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Batches in order; none is empty.</returns>
    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LongestInBytes];
        int kept = 0, read;
        do
        {
            read = await input.ReadAsync(buffer.AsMemory(kept), cancellationToken).ConfigureAwait(false);
            int filled = kept + read;
            int end = read == 0 || filled == buffer.Length ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (filled == buffer.Length && buffer.AsSpan().LastIndexOf((byte)'\n') is var last and >= 0) end = last + 1;
            List<string> lines = Split(buffer.AsSpan(0, end));
            if (lines.Count > 0) yield return lines;
            buffer.AsSpan(end, filled - end).CopyTo(buffer);
            kept = filled - end;
        }
        while (read > 0);
    }

    private static List<string> Split(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        foreach (Range range in bytes.Split((byte)'\n'))
            if (Encoding.UTF8.GetString(bytes[range]).Trim() is { Length: > 0 } line) lines.Add(line);
        return lines;
    }
}
