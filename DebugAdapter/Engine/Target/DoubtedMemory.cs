using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Reads through a server that answers with zeros where it could not read at all (OpenOCD without <c>gdb_report_data_abort enable</c>).</summary>
/// <remarks>
/// Such a server makes a whole packet zero when one byte of it is not there, as at the end of RAM. So a packet stays within a page, and
/// the first zeros of a page are believed only when OpenOCD's own command reads there too.
/// </remarks>
internal sealed class DoubtedMemory(RspSession session)
{
    // No chip's memory ends inside one.
    private const uint PageSizeInBytes = 4096;

    private readonly HashSet<uint> _trustedPages = [];

    /// <summary>How much of the page follows an address; where one byte of a page is, all are.</summary>
    public static int LeftInPage(uint address) => (int)(PageSizeInBytes - address % PageSizeInBytes);

    /// <summary>Reads memory.</summary>
    /// <returns>Bytes read: fewer than asked when the tail is not there.</returns>
    /// <exception cref="RspRefusedException">The server says itself that the first byte cannot be read.</exception>
    public async ValueTask<int> ReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int done = 0;
        while (done < destination.Length)
        {
            uint at = address + (uint)done;
            int size = Math.Min(destination.Length - done, LeftInPage(at));
            Memory<byte> part = destination.Slice(done, size);
            int read = await session.ReadMemoryAsync(new(at), part, cancellationToken).ConfigureAwait(false);
            if (!await IsTrueAsync(at, part[..read], cancellationToken).ConfigureAwait(false)) return done;
            done += read;
            if (read < size) return done;
        }

        return done;
    }

    private async ValueTask<bool> IsTrueAsync(uint address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        uint page = address / PageSizeInBytes;
        if (_trustedPages.Contains(page)) return true;
        if (!bytes.Span.ContainsAnyExcept((byte)0))
        {
            string word = $"0x{address & ~3u:x8}";
            MonitorReply reply = await session.MonitorAsync($"mdw {word}", cancellationToken).ConfigureAwait(false);
            if (!reply.Output.Contains($"{word}: ", StringComparison.Ordinal)) return false;
        }

        return _trustedPages.Add(page);
    }
}
