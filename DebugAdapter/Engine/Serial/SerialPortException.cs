namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>A serial port cannot be opened or written.</summary>
/// <param name="message">What, where, and the next action.</param>
internal sealed class SerialPortException(string message) : IOException(message);
