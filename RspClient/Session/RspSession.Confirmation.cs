using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

// A link on which bytes arrive damaged: the sum of a packet is eight bits wide, so that a wrong one passes now and then. Reads are made
// until two in a row agree; what was written is read back.
public sealed partial class RspSession
{
    private const int MaxConfirmations = 6;

    private static UInt128 Mask(RegisterInfo register) => register.SizeInBits >= 128 ? UInt128.MaxValue : (UInt128.One << register.SizeInBits) - 1;

    private async ValueTask<TReply> ExchangeConfirmedAsync<TRequest, TReply>(TRequest request)
        where TRequest : struct, IRequest<TReply>
    {
        byte[]? before = null;
        for (int count = 1; ; count++)
        {
            ReplySlot slot = await ExchangeSlotAsync<TRequest, TReply>(request).ConfigureAwait(false);
            // A register that counts by itself never reads twice alike: the last one stands.
            if (count == MaxConfirmations || (before is not null && slot.Payload.Span.SequenceEqual(before))) return TakeReply<TRequest, TReply>(request, slot);
            before = slot.Payload.ToArray();
            _link.Return(slot);
            if (typeof(TRequest) != typeof(CurrentThreadRequest) && !await IsInStepAsync().ConfigureAwait(false)) before = null;
        }
    }

    // Two equal replies may both belong to the read before this one, when noise made the stub repeat them: a mark between the two shows it.
    private async ValueTask<bool> IsInStepAsync()
    {
        ReplySlot slot = await ExchangeSlotAsync<CurrentThreadRequest, string?>(default).ConfigureAwait(false);
        bool isMark = slot.Payload.Span.StartsWith("QC"u8) || (slot.Payload.IsEmpty && Capabilities.CurrentThread != Support.Yes);
        _link.Return(slot);
        if (!isMark) await ResynchroniseAsync("qC").ConfigureAwait(false);
        return isMark;
    }

    // Only in memory that keeps what is written: a peripheral register may read otherwise, or do something at a second write.
    private bool IsVerified(TargetAddress address, int sizeInBytes, bool isBinary)
    {
        bool isWanted = _link.IsSuspect || (_options.VerifyWrites && isBinary && sizeInBytes >= RspOptions.EarlyReplySizeInBytes);
        return isWanted && MemoryMap?.Find(address) is { Kind: MemoryKind.Ram } region && !IsDevice(address)
            && address.Value - region.Start.Value + (ulong)sizeInBytes <= region.SizeInBytes;
    }

    // Armv7-M, B3.1: 0x40000000-0x5fffffff are peripherals, from 0xe0000000 on the system's; servers call both "ram" (OpenOCD).
    private static bool IsDevice(TargetAddress address) => address.Value is (>= 0x4000_0000 and < 0x6000_0000) or >= 0xa000_0000;

    private async ValueTask VerifyAsync(TargetAddress address, ReadOnlyMemory<byte> data, bool isBinary, CancellationToken cancellationToken)
    {
        byte[] there = new byte[data.Length];
        for (int check = 0; check < MaxConfirmations; check++)
        {
            int size = await ReadInsideAsync(address, there, cancellationToken).ConfigureAwait(false);
            if (size == there.Length && data.Span.SequenceEqual(there)) return;
            if (!_link.IsSuspect) break;
            if (isBinary) await WriteBinaryPartAsync(address, data).ConfigureAwait(false);
            else await WriteTextPartAsync(address, data).ConfigureAwait(false);
        }

        throw new RspProtocolException("The stub said OK to a write, and the memory reads otherwise", $"{address} ({data.Length} bytes)",
            "Look at the debug server's log for a failed write: the memory may be protected, not clocked, or not there.");
    }
}
