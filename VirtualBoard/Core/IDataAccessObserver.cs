namespace RspDebug.VirtualBoard.Core;

/// <summary>Sees every successful data access of the core (DWT data comparators and data trace).</summary>
public interface IDataAccessObserver
{
    /// <summary>Called once an access is done, in program order. May call <see cref="Processor.Halt"/>: the core stops after this instruction.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="sizeInBytes">1, 2 or 4; an unaligned access is reported whole.</param>
    /// <param name="value">What was read or written, zero-extended.</param>
    /// <param name="isWrite">Direction.</param>
    void OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite);
}
