using System.Security.Cryptography;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.VirtualBoard;

public sealed partial class Board
{
    private byte[]? _flashCopy;
    private ulong _flashCopyVersion;

    /// <summary>Saves everything the future of the board depends on. Costs a copy of RAM; flash is copied only when it changed since the last time.</summary>
    /// <remarks>Not saved: who listens (UART, SWO, pins) and an action set with <see cref="Processor.TriggerAt"/>.</remarks>
    public BoardSnapshot Save()
    {
        if (_flashCopy is null || _flashCopyVersion != Bus.FlashVersion)
        {
            _flashCopy = [.. Bus.Flash.Bytes];
            _flashCopyVersion = Bus.FlashVersion;
        }

        StateWriter state = new();
        WriteState(state);
        return new BoardSnapshot(state.Written.ToArray(), [.. Bus.Memory.Bytes], _flashCopy);
    }

    /// <summary>Puts back a state saved from this board, or from one built with the same options.</summary>
    public void Restore(BoardSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.Ram.CopyTo(Bus.Memory.Bytes, 0);
        if (_flashCopyVersion != Bus.FlashVersion || !ReferenceEquals(_flashCopy, snapshot.Flash))
        {
            snapshot.Flash.CopyTo(Bus.Flash.Bytes, 0);
            _flashCopy = snapshot.Flash;
            _flashCopyVersion = ++Bus.FlashVersion;
        }

        StateReader reader = new(snapshot.State);
        Processor.Restore(ref reader);
        foreach (IStateful part in StatefulParts()) part.Restore(ref reader);
        Timeline.Reschedule();
    }

    /// <summary>A fingerprint of the whole state: equal states, equal hashes, also from two boards or two runs.</summary>
    /// <returns>32 hexadecimal digits.</returns>
    public string ComputeStateHash()
    {
        StateWriter state = new();
        WriteState(state);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(state.Written);
        hash.AppendData(Bus.Memory.Bytes);
        hash.AppendData(Bus.Flash.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private void WriteState(StateWriter state)
    {
        Processor.Save(state);
        foreach (IStateful part in StatefulParts()) part.Save(state);
    }

    private IEnumerable<IStateful> StatefulParts()
    {
        yield return _nvmc;
        yield return Uart;
        yield return Gpio;
        foreach ((_, EventPeripheral device) in _peripherals) yield return device;
        yield return Debug;
        if (_storm is not null) yield return _storm;
    }
}
