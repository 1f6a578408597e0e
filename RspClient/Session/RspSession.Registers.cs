using System.Buffers.Binary;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

// Registers. A number that the description does not have is never sent.
public sealed partial class RspSession
{
    private const int MaxRegisterSizeInBytes = 16;

    /// <summary>Reads the registers of one <c>g</c> packet.</summary>
    /// <exception cref="RspRefusedException">The stub cannot read registers, for example because nothing is attached.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<RegisterSnapshot> ReadRegistersAsync(CancellationToken cancellationToken)
    {
        byte[] values = new byte[Registers.SizeInBytes];
        byte[] availability = new byte[Registers.SizeInBytes];
        var request = new ReadRegistersRequest(values, availability);
        DataReply reply = await ExchangeAsync<ReadRegistersRequest, DataReply>(request, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<ReadRegistersRequest, DataReply>(request, reply.Status, reply.Error);
        return new RegisterSnapshot(Registers, values, availability, reply.SizeInBytes);
    }

    /// <summary>Reads the registers of one <c>g</c> packet and one more by <c>p</c>, in one round trip: both requests leave in one write.</summary>
    /// <param name="besides">A register of <see cref="Registers"/>.</param>
    /// <param name="cancellationToken">Observed before the packets are sent.</param>
    /// <returns>The registers, and the one besides; null when the stub refuses it or cannot tell it at this moment.</returns>
    /// <remarks>For stubs that take the next request before they have answered this one. Falls back to two round trips when <c>p</c> was never answered, or a reply is lost.</remarks>
    /// <exception cref="RspRefusedException">The stub cannot read registers.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<(RegisterSnapshot Registers, RegisterValue? Besides)> ReadRegistersAsync(RegisterInfo besides, CancellationToken cancellationToken)
    {
        int number = CheckAndNumber(besides);
        if (Capabilities.SingleRegister == Support.Yes && !_link.IsSuspect && await TryReadTogetherAsync(number, cancellationToken).ConfigureAwait(false) is { } together)
            return together;
        return (await ReadRegistersAsync(cancellationToken).ConfigureAwait(false), await ReadOrNullAsync(besides, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads one register by <c>p</c>, or by <c>g</c> when the stub has no <c>p</c>.</summary>
    /// <param name="register">A register of <see cref="Registers"/>.</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <returns>The value; null when the stub cannot tell it at this moment, or has no way to read it.</returns>
    /// <exception cref="ArgumentException">The register is not described by the stub.</exception>
    /// <exception cref="RspRefusedException">The stub refuses this register.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<RegisterValue?> ReadRegisterAsync(RegisterInfo register, CancellationToken cancellationToken)
    {
        int number = CheckAndNumber(register);
        if (Capabilities.SingleRegister != Support.No)
        {
            byte[] bytes = new byte[MaxRegisterSizeInBytes * 2];
            var request = new ReadRegisterRequest(number, bytes.AsMemory(0, MaxRegisterSizeInBytes), bytes.AsMemory(MaxRegisterSizeInBytes));
            DataReply reply = await ExchangeAsync<ReadRegisterRequest, DataReply>(request, cancellationToken).ConfigureAwait(false);
            if (reply.Status == ReplyStatus.Refused) ThrowIfRefused<ReadRegisterRequest, DataReply>(request, reply.Status, reply.Error);
            if (reply.Status == ReplyStatus.Ok)
            {
                if (Capabilities.SingleRegister != Support.Yes) Capabilities = Capabilities with { SingleRegister = Support.Yes };
                bool isWhole = reply.SizeInBytes > 0 && !bytes.AsSpan(MaxRegisterSizeInBytes, reply.SizeInBytes).Contains((byte)0);
                return isWhole ? RegisterSnapshot.ToValue(bytes.AsSpan(0, reply.SizeInBytes)) : null;
            }

            // pyOCD answers an unknown number with an empty reply, so that one such reply does not prove that there is no "p".
            if (Capabilities.SingleRegister == Support.Yes) return null;
            Capabilities = Capabilities with { SingleRegister = Support.No };
        }

        RegisterSnapshot all = await ReadRegistersAsync(cancellationToken).ConfigureAwait(false);
        return all.TryGet(register, out RegisterValue value) ? value : null;
    }

    /// <summary>Writes one register by <c>P</c>. Some stubs say OK and ignore it (QEMU 8, system registers): read back where it matters.</summary>
    /// <param name="register">A register of <see cref="Registers"/>.</param>
    /// <param name="value">The value; its width is the register's.</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <exception cref="ArgumentException">The register is not described by the stub, or is wider than 128 bits.</exception>
    /// <exception cref="RspRefusedException">The stub refuses.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask WriteRegisterAsync(RegisterInfo register, UInt128 value, CancellationToken cancellationToken)
    {
        int number = CheckAndNumber(register);
        byte[] bytes = new byte[MaxRegisterSizeInBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        var request = new WriteRegisterRequest(number, bytes.AsMemory(0, register.SizeInBytes));
        Acknowledgement reply = await ExchangeAsync<WriteRegisterRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<WriteRegisterRequest, Acknowledgement>(request, reply.Status, reply.Error);
        for (int check = 0; _link.IsSuspect && check < MaxConfirmations; check++)
        {
            RegisterValue? there = await ReadRegisterAsync(register, cancellationToken).ConfigureAwait(false);
            if (there is null || there.Value.Bits == (value & Mask(register))) break;
            await ExchangeAsync<WriteRegisterRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes back the registers of a snapshot by <c>G</c>, all of them: a stale value in it overwrites the target's.</summary>
    /// <exception cref="RspRefusedException">The stub refuses.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask WriteRegistersAsync(ReadOnlyMemory<byte> values, CancellationToken cancellationToken)
    {
        var request = new WriteRegistersRequest(values);
        Acknowledgement reply = await ExchangeAsync<WriteRegistersRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused<WriteRegistersRequest, Acknowledgement>(request, reply.Status, reply.Error);
    }

    // Null when a reply is missing; what came may then be shifted by one, and does not count.
    private async ValueTask<(RegisterSnapshot, RegisterValue?)?> TryReadTogetherAsync(int number, CancellationToken cancellationToken)
    {
        var reads = new ReadsTogether(Registers, number);
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        _link.BeginBatch();
        Append(reads, default);
        _link.SendBatch(reads.Count);
        if (!await TryTakeAsync(reads).ConfigureAwait(false))
        {
            await ResynchroniseAsync("g and p together").ConfigureAwait(false);
            return null;
        }

        ThrowIfRefused<ReadRegistersRequest, DataReply>(reads.All, reads.Whole.Status, reads.Whole.Error);
        return (reads.Snapshot, reads.Besides);
    }

    private void Append(ReadsTogether reads, TimeSpan timeout)
    {
        reads.First = Append<ReadRegistersRequest, DataReply>(reads.All, timeout);
        if (reads.One is { } one) reads.Second = Append<ReadRegisterRequest, DataReply>(one, timeout);
    }

    // False when a reply is missing.
    private async ValueTask<bool> TryTakeAsync(ReadsTogether reads)
    {
        bool isComplete = await reads.First.WaitAsync().ConfigureAwait(false) == LinkOutcome.Reply;
        if (reads.Second is { } awaited) isComplete &= await awaited.WaitAsync().ConfigureAwait(false) == LinkOutcome.Reply;
        if (!isComplete)
        {
            _link.Return(reads.First);
            if (reads.Second is { } unused) _link.Return(unused);
            return false;
        }

        try
        {
            reads.Whole = TakeReply<ReadRegistersRequest, DataReply>(reads.All, reads.First);
        }
        finally
        {
            // Also when the first one is wrong: it would answer the next request.
            if (reads is { One: { } one, Second: { } second }) reads.Single = TakeReply<ReadRegisterRequest, DataReply>(one, second);
        }

        return true;
    }

    private async ValueTask<RegisterValue?> ReadOrNullAsync(RegisterInfo register, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadRegisterAsync(register, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException)
        {
            return null;
        }
    }

    private int CheckAndNumber(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (!Registers.Contains(register) || register.SizeInBytes > MaxRegisterSizeInBytes)
            throw new ArgumentException($"Register {register.Name} ({register.Number}) is not described by the stub, or is too wide.", nameof(register));
        return _options.RegisterNumbers.GetValueOrDefault(register.Name, register.Number);
    }
}
