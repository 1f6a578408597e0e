namespace RspDebug.VirtualBoard.Trace;

/// <summary>What hangs on the SWO pin.</summary>
public interface ISwoReceiver
{
    /// <summary>A byte arrived.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="cycle">Core clock cycle at which its stop bit ended.</param>
    void OnByte(byte value, ulong cycle);
}
