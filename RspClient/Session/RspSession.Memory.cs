using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Memory, in as few packets as the stub's packet size allows.
public sealed partial class RspSession
{
    // "X", "M" or "vFlashWrite:", up to 16 digits of address, ",", 8 digits of length, ":", and "$#cs".
    private const int WriteOverheadInBytes = 12 + 16 + 1 + 8 + 1 + 4;

    /// <summary>Reads target memory in as few <c>m</c> packets as <see cref="StubCapabilities.PacketSizeInBytes"/> allows.</summary>
    /// <param name="address">First byte, target address space.</param>
    /// <param name="destination">Filled from the front; its length is the request, in bytes.</param>
    /// <param name="cancellationToken">Observed between packets.</param>
    /// <returns>Bytes read: fewer than asked when the tail is unmapped; 0 only when nothing was asked.</returns>
    /// <exception cref="RspRefusedException">The first byte cannot be read.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    /// <remarks>GDB manual, "Packets", <c>m</c>.</remarks>
    public async ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (destination.IsEmpty) return 0;
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await ReadInsideAsync(address, destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes target memory: by <c>X</c> where the stub has it, else by <c>M</c>.</summary>
    /// <param name="address">First byte, target address space.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Observed between packets.</param>
    /// <exception cref="RspRefusedException">The stub cannot write there. OpenOCD reports a failed write of 8 bytes or more with the next one only.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await WriteInsideAsync(address, data, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<int> ReadInsideAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int done = 0;
        while (done < destination.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Memory<byte> part = destination.Slice(done, Math.Min(destination.Length - done, Capabilities.MaxReadSizeInBytes));
            var request = new ReadMemoryRequest(address + done, part);
            // A zero byte lost from binary data leaves the sum as it was.
            DataReply reply = Capabilities.BinaryRead == Support.Yes && !_link.IsSuspect
                ? await ReadBinaryAsync(address + done, part).ConfigureAwait(false)
                : await ExchangeInsideAsync<ReadMemoryRequest, DataReply>(request).ConfigureAwait(false);
            if (reply.Status == ReplyStatus.Ok && reply.SizeInBytes > 0)
            {
                done += reply.SizeInBytes;
                continue;
            }

            // st-util answers a failed read with an empty packet.
            if (done > 0) break;
            ThrowIfRefused<ReadMemoryRequest, DataReply>(request, reply.Status == ReplyStatus.Ok ? ReplyStatus.Unsupported : reply.Status, reply.Error);
        }

        return done;
    }

    private async ValueTask<DataReply> ReadBinaryAsync(TargetAddress address, Memory<byte> destination)
    {
        var request = new ReadBinaryMemoryRequest(address, destination);
        DataReply reply = await ExchangeInsideAsync<ReadBinaryMemoryRequest, DataReply>(request).ConfigureAwait(false);
        if (reply.Status != ReplyStatus.Unsupported) return reply;
        Capabilities = Capabilities with { BinaryRead = Support.No };
        return await ExchangeInsideAsync<ReadMemoryRequest, DataReply>(new ReadMemoryRequest(address, destination)).ConfigureAwait(false);
    }

    private async ValueTask WriteInsideAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (Capabilities.BinaryWrite == Support.Unknown) await TryBinaryWriteAsync(address).ConfigureAwait(false);
        int room = Math.Max(2, Capabilities.PacketSizeInBytes - WriteOverheadInBytes);
        while (!data.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isBinary = Capabilities.BinaryWrite == Support.Yes;
            int size = isBinary ? PacketWriter.CountThatFits(data.Span, room) : Math.Min(data.Length, room / 2);
            if (isBinary) await WriteBinaryPartAsync(address, data[..size]).ConfigureAwait(false);
            else await WriteTextPartAsync(address, data[..size]).ConfigureAwait(false);
            if (IsVerified(address, size, isBinary)) await VerifyAsync(address, data[..size], isBinary, cancellationToken).ConfigureAwait(false);
            data = data[size..];
            address += size;
        }
    }

    private async ValueTask TryBinaryWriteAsync(TargetAddress address)
    {
        var request = new WriteBinaryMemoryRequest(address, default);
        Acknowledgement reply = await ExchangeInsideAsync<WriteBinaryMemoryRequest, Acknowledgement>(request).ConfigureAwait(false);
        Capabilities = Capabilities with { BinaryWrite = reply.Status == ReplyStatus.Unsupported ? Support.No : Support.Yes };
    }

    private async ValueTask WriteBinaryPartAsync(TargetAddress address, ReadOnlyMemory<byte> part)
    {
        var request = new WriteBinaryMemoryRequest(address, part);
        Acknowledgement reply = await ExchangeInsideAsync<WriteBinaryMemoryRequest, Acknowledgement>(request).ConfigureAwait(false);
        ThrowIfRefused<WriteBinaryMemoryRequest, Acknowledgement>(request, reply.Status, reply.Error);
    }

    private async ValueTask WriteTextPartAsync(TargetAddress address, ReadOnlyMemory<byte> part)
    {
        var request = new WriteMemoryRequest(address, part);
        Acknowledgement reply = await ExchangeInsideAsync<WriteMemoryRequest, Acknowledgement>(request).ConfigureAwait(false);
        ThrowIfRefused<WriteMemoryRequest, Acknowledgement>(request, reply.Status, reply.Error);
    }
}
