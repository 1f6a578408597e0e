namespace RspDebug.VirtualBoard.Core;

/// <summary>Shift types in the order of the "type" field (DDI0403E A7.4.2), with RRX told apart from ROR #0.</summary>
internal enum ShiftKind : byte
{
    Lsl,
    Lsr,
    Asr,
    Ror,
    Rrx,
}
