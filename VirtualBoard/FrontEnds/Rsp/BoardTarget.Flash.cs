using System.Buffers.Binary;
using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Memory;
using static RspDebug.VirtualBoard.FrontEnds.Rsp.DebugAddresses;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>Flash programming through the NVMC, as a flash loader does it.</summary>
public sealed partial class BoardTarget
{
    /// <inheritdoc/>
    public ValueTask<TargetStatus> EraseFlashAsync(TargetAddress address, ulong lengthInBytes, CancellationToken cancellationToken)
    {
        ulong end = address.Value + lengthInBytes;
        if (end > MemoryMap.FlashSize || (address.Value | lengthInBytes) % FlashPage != 0)
            return new(new TargetStatus(TargetStatusCode.BadAddress, "erase whole 4 KB pages of the flash at 0 to 0xFFFFF"));
        _host.Use(_ =>
        {
            _debugger.Write(FlashConfiguration, FlashErase);
            for (ulong page = address.Value; page < end; page += FlashPage) _debugger.Write(FlashErasePage, (uint)page);
            _debugger.Write(FlashConfiguration, FlashRead);
        });
        return new(TargetStatus.Ok);
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteFlashAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (address.Value + (ulong)bytes.Length > MemoryMap.FlashSize) return new(new TargetStatus(TargetStatusCode.BadAddress, "the flash ends at 0xFFFFF"));
        bool written = _host.Use(board =>
        {
            _debugger.Write(FlashConfiguration, FlashWrite);
            bool done = Program(board.Bus, (uint)address.Value, bytes.Span);
            _debugger.Write(FlashConfiguration, FlashRead);
            return done;
        });
        return new(written ? TargetStatus.Ok : new TargetStatus(TargetStatusCode.Failed, $"programming at {address} failed"));
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> FinishFlashAsync(CancellationToken cancellationToken) => new(TargetStatus.Ok);

    // The NVMC takes words only; bits outside the bytes given stay as they are when written as ones.
    private static bool Program(Bus bus, uint address, ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[4];
        for (uint at = address & ~3u; at < address + (uint)bytes.Length; at += 4)
        {
            word.Fill(0xFF);
            for (int i = 0; i < 4; i++)
            {
                uint offset = at + (uint)i - address;
                if (offset < (uint)bytes.Length) word[i] = bytes[(int)offset];
            }

            if (!bus.TryWrite(at, 4, BusMaster.Debugger, BinaryPrimitives.ReadUInt32LittleEndian(word))) return false;
        }

        return true;
    }
}
