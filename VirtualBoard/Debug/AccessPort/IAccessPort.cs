namespace RspDebug.VirtualBoard.Debug.AccessPort;

/// <summary>An access port of the debug access port (ADIv5): 64 word registers.</summary>
public interface IAccessPort
{
    /// <summary>Reads a register.</summary>
    /// <param name="register">Byte offset, 0x00 to 0xFC.</param>
    /// <param name="value">What it holds.</param>
    /// <returns>False for a fault: the debug port sets STICKYERR.</returns>
    bool TryRead(int register, out uint value);

    /// <summary>Writes a register.</summary>
    /// <param name="register">Byte offset, 0x00 to 0xFC.</param>
    /// <param name="value">The new value.</param>
    /// <returns>False for a fault.</returns>
    bool TryWrite(int register, uint value);
}
