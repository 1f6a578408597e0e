namespace RspDebug.VirtualBoard.Debug;

/// <summary>What a DWT comparator does, from DWT_FUNCTIONn (Cortex-M4 TRM, table 9-6).</summary>
/// <param name="StopsOnRead">Watchpoint on a read.</param>
/// <param name="StopsOnWrite">Watchpoint on a write.</param>
/// <param name="TracesRead">Emits packets on a read.</param>
/// <param name="TracesWrite">Emits packets on a write.</param>
/// <param name="EmitsPc">A data trace PC packet.</param>
/// <param name="EmitsAddress">A data trace address packet.</param>
/// <param name="EmitsValue">A data trace value packet.</param>
/// <param name="MatchesPc">Compares the PC: watchpoint after the instruction.</param>
internal readonly record struct WatchFunction(
    bool StopsOnRead, bool StopsOnWrite, bool TracesRead, bool TracesWrite, bool EmitsPc, bool EmitsAddress, bool EmitsValue, bool MatchesPc)
{
    private const uint EmitRange = 1 << 5;

    /// <summary>Any comparison of data accesses.</summary>
    public bool WatchesData => StopsOnRead || StopsOnWrite || TracesRead || TracesWrite;

    /// <summary>Reads FUNCTION (bits 3..0) and EMITRANGE (bit 5).</summary>
    public static WatchFunction Of(uint function)
    {
        bool range = (function & EmitRange) != 0;
        return (function & 0xF) switch
        {
            0x1 => Trace(read: true, write: true, pc: !range, address: range, value: false),
            0x2 => Trace(read: true, write: true, pc: false, address: range, value: true),
            0x3 => Trace(read: true, write: true, pc: !range, address: range, value: true),
            0x4 => default(WatchFunction) with { MatchesPc = true },
            0x5 => default(WatchFunction) with { StopsOnRead = true },
            0x6 => default(WatchFunction) with { StopsOnWrite = true },
            0x7 => default(WatchFunction) with { StopsOnRead = true, StopsOnWrite = true },
            0xC => Trace(read: true, write: false, pc: false, address: range, value: !range),
            0xD => Trace(read: false, write: true, pc: false, address: range, value: !range),
            0xE => Trace(read: true, write: false, pc: !range, address: range, value: true),
            0xF => Trace(read: false, write: true, pc: !range, address: range, value: true),
            _ => default,       // Off, or a trigger for an ETM that is not there.
        };
    }

    private static WatchFunction Trace(bool read, bool write, bool pc, bool address, bool value) =>
        new(false, false, read, write, pc, address, value, false);
}
