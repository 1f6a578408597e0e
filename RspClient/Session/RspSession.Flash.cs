using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Flash and checksums.
public sealed partial class RspSession
{
    /// <summary>Erases flash blocks. OpenOCD resets the target for it.</summary>
    /// <param name="address">Start of a block.</param>
    /// <param name="sizeInBytes">Whole blocks.</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <exception cref="RspRefusedException">The stub cannot: not aligned, locked, or no flash there.</exception>
    public async ValueTask EraseFlashAsync(TargetAddress address, uint sizeInBytes, CancellationToken cancellationToken)
    {
        var request = new FlashEraseRequest(address, sizeInBytes);
        Acknowledgement reply = await ExchangeAsync<FlashEraseRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<FlashEraseRequest, Acknowledgement>(request, reply.Status, reply.Error);
    }

    /// <summary>Hands over data for erased flash; <see cref="FinishFlashAsync"/> programs what the stub holds back.</summary>
    /// <exception cref="RspRefusedException">The stub cannot.</exception>
    public async ValueTask WriteFlashAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        int room = Math.Max(2, Capabilities.PacketSizeInBytes - WriteOverheadInBytes);
        while (!data.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int fitting = PacketWriter.CountThatFits(data.Span, room);
            // Even sizes, since st-util pads an odd part.
            int size = fitting < data.Length && fitting > 1 ? fitting & ~1 : fitting;
            var request = new FlashWriteRequest(address, data[..size]);
            Acknowledgement reply = await ExchangeInsideAsync<FlashWriteRequest, Acknowledgement>(request).ConfigureAwait(false);
            ThrowIfRefused<FlashWriteRequest, Acknowledgement>(request, reply.Status, reply.Error);
            data = data[size..];
            address += size;
        }
    }

    /// <summary>Ends programming. Call it only after a write: probe-rs refuses it otherwise.</summary>
    /// <exception cref="RspRefusedException">Programming failed.</exception>
    public async ValueTask FinishFlashAsync(CancellationToken cancellationToken)
    {
        Acknowledgement reply = await ExchangeAsync<FlashDoneRequest, Acknowledgement>(default, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<FlashDoneRequest, Acknowledgement>(default, reply.Status, reply.Error);
    }

    /// <summary>Has the stub checksum memory.</summary>
    /// <returns>CRC-32 of polynomial 0x04c11db7, start 0xffffffff, no reflection, no inversion; null when the stub has no such packet.</returns>
    /// <exception cref="RspRefusedException">The memory cannot be read.</exception>
    public async ValueTask<uint?> QueryCrcAsync(TargetAddress address, uint sizeInBytes, CancellationToken cancellationToken)
    {
        if (Capabilities.Checksum == Support.No) return null;
        var request = new ChecksumRequest(address, sizeInBytes);
        ChecksumReply reply = await ExchangeAsync<ChecksumRequest, ChecksumReply>(request, cancellationToken).ConfigureAwait(false);
        if (reply.Status == ReplyStatus.Refused) ThrowIfRefused<ChecksumRequest, ChecksumReply>(request, reply.Status, reply.Error);
        Capabilities = Capabilities with { Checksum = reply.Status == ReplyStatus.Ok ? Support.Yes : Support.No };
        return reply.Status == ReplyStatus.Ok ? reply.Checksum : null;
    }
}
