namespace RspDebug.VirtualBoard.Core;

/// <summary>Carry out of a modified immediate (DDI0403E A5.3.2, ThumbExpandImm_C).</summary>
internal enum ImmediateCarry : byte
{
    Unchanged,
    Clear,
    Set,
}
