using System.Text;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>The RTT control block of a firmware, through memory that is lent: which channels there are, and their bytes.</summary>
/// <remarks>SEGGER RTT (UM08036): the mark, the numbers of channels up and down, then their descriptors.</remarks>
/// <param name="read">Reads memory; shorter than asked where there is none.</param>
/// <param name="write">Writes memory.</param>
internal sealed class RttControlBlock(Func<uint, int, ValueTask<byte[]>> read, Func<uint, ReadOnlyMemory<byte>, ValueTask> write)
{
    /// <summary>Bytes of the mark.</summary>
    public const int IdSizeInBytes = 16;

    private const int HeaderSizeInBytes = 24, MostChannels = 64, LongestName = 64, ChunkSizeInBytes = 4096;

    /// <summary>Where it is; null before it was found.</summary>
    public uint? Address { get; private set; }

    /// <summary>Channels to this computer.</summary>
    public int UpCount { get; private set; }

    /// <summary>Channels to the firmware.</summary>
    public int DownCount { get; private set; }

    private static ReadOnlySpan<byte> Mark => "SEGGER RTT\0"u8;

    /// <summary>Looks whether the block is at an address, or in the bytes from there on.</summary>
    /// <param name="start">First address.</param>
    /// <param name="searchSizeInBytes">How far to search; 0 expects it right there.</param>
    /// <exception cref="EngineRequestException">It is there and cannot be one.</exception>
    public async ValueTask<bool> TryFindAsync(uint start, int searchSizeInBytes)
    {
        for (int offset = 0; offset <= Math.Max(0, searchSizeInBytes - 1); offset += ChunkSizeInBytes)
        {
            int size = searchSizeInBytes == 0 ? IdSizeInBytes : Math.Min(ChunkSizeInBytes + IdSizeInBytes, searchSizeInBytes - offset);
            byte[] bytes = await read(start + (uint)offset, size).ConfigureAwait(false);
            int at = bytes.AsSpan().IndexOf(Mark);
            if (at < 0 || (searchSizeInBytes == 0 && at != 0)) continue;
            await OpenAsync(start + (uint)(offset + at)).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    /// <summary>A channel as it is at the moment.</summary>
    /// <exception cref="EngineRequestException">There is no such channel, or it is damaged.</exception>
    public async ValueTask<RttRing> RingAsync(bool isUp, int channel)
    {
        int count = isUp ? UpCount : DownCount;
        if (channel >= count)
            throw new EngineRequestException($"The RTT control block at 0x{Address:x8} has {UpCount} channels up and {DownCount} down; there is no channel {channel} {(isUp ? "up" : "down")}.");
        uint address = Address!.Value + HeaderSizeInBytes + (uint)((isUp ? 0 : UpCount) + channel) * RttRing.SizeInBytes;
        return RttRing.From(address, await read(address, RttRing.SizeInBytes).ConfigureAwait(false))
            ?? throw new EngineRequestException($"The RTT channel at 0x{address:x8} is damaged or was not configured: its indexes do not fit its size. Does the firmware overwrite it?");
    }

    /// <summary>Whether the firmware has given a channel a buffer.</summary>
    public async ValueTask<bool> IsConfiguredAsync(bool isUp, int channel)
    {
        uint address = Address!.Value + HeaderSizeInBytes + (uint)((isUp ? 0 : UpCount) + channel) * RttRing.SizeInBytes;
        return RttRing.From(address, await read(address, RttRing.SizeInBytes).ConfigureAwait(false)) is not null;
    }

    /// <summary>Takes everything out of a channel up.</summary>
    public async ValueTask<byte[]> TakeAsync(int channel)
    {
        RttRing up = await RingAsync(isUp: true, channel).ConfigureAwait(false);
        if (up.Read == up.Write) return [];
        byte[] first = await PieceAsync(up, up.Read, up.Write > up.Read ? up.Write : up.Size).ConfigureAwait(false);
        byte[] second = up.Write < up.Read && up.Write > 0 ? await PieceAsync(up, 0, up.Write).ConfigureAwait(false) : [];
        await write(up.Address + RttRing.ReadOffset, BitConverter.GetBytes(up.Write)).ConfigureAwait(false);
        return [.. first, .. second];
    }

    /// <summary>Puts bytes into a channel down.</summary>
    /// <returns>How many there was room for.</returns>
    public async ValueTask<int> PutAsync(int channel, ReadOnlyMemory<byte> bytes)
    {
        RttRing down = await RingAsync(isUp: false, channel).ConfigureAwait(false);
        int free = (int)((down.Read + down.Size - down.Write - 1) % down.Size), count = Math.Min(free, bytes.Length);
        if (count == 0) return 0;
        int first = (int)Math.Min(count, down.Size - down.Write);
        await write(down.Buffer + down.Write, bytes[..first]).ConfigureAwait(false);
        if (count > first) await write(down.Buffer, bytes[first..count]).ConfigureAwait(false);
        await write(down.Address + RttRing.WriteOffset, BitConverter.GetBytes((uint)((down.Write + (uint)count) % down.Size))).ConfigureAwait(false);
        return count;
    }

    /// <summary>The name that the firmware gave a channel; empty when it gave none.</summary>
    public async ValueTask<string> NameAsync(RttRing ring)
    {
        if (ring.Name == 0) return "";
        byte[] bytes = await read(ring.Name, LongestName).ConfigureAwait(false);
        int end = Array.IndexOf(bytes, (byte)0);
        return Encoding.UTF8.GetString(bytes, 0, end < 0 ? bytes.Length : end);
    }

    private async ValueTask OpenAsync(uint address)
    {
        byte[] header = await read(address, HeaderSizeInBytes).ConfigureAwait(false);
        int up = header.Length == HeaderSizeInBytes ? BitConverter.ToInt32(header, IdSizeInBytes) : -1, down = up < 0 ? -1 : BitConverter.ToInt32(header, IdSizeInBytes + 4);
        if (up is < 0 or > MostChannels || down is < 0 or > MostChannels || up + down == 0)
            throw new EngineRequestException($"The RTT control block at 0x{address:x8} has {up} channels up and {down} down; it is damaged, or was not initialised yet.");
        (Address, UpCount, DownCount) = (address, up, down);
    }

    private async ValueTask<byte[]> PieceAsync(RttRing ring, uint from, uint end)
    {
        byte[] bytes = await read(ring.Buffer + from, (int)(end - from)).ConfigureAwait(false);
        return bytes.Length == end - from ? bytes : throw new EngineRequestException($"The buffer of the RTT channel at 0x{ring.Buffer:x8} cannot be read.");
    }
}
