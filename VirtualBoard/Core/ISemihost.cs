namespace RspDebug.VirtualBoard.Core;

/// <summary>Answers semihosting calls (BKPT 0xAB) inside the board, before halting debug sees them.</summary>
public interface ISemihost
{
    /// <summary>Handles the call in R0 (operation) and R1 (parameter block); the answer goes to R0.</summary>
    /// <returns>False leaves it an ordinary breakpoint.</returns>
    bool TryCall(Processor cpu);
}
