namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>The one seam to the operating system's serial ports: opened raw, 8N1.</summary>
internal interface ISerialLine : IDisposable
{
    /// <summary>Waits a short time for bytes.</summary>
    /// <param name="buffer">Filled from the front.</param>
    /// <returns>Bytes read; 0 when none came in time; -1 when the device is gone.</returns>
    int Read(byte[] buffer);

    /// <summary>Writes bytes, all of them.</summary>
    /// <param name="bytes">What to write.</param>
    /// <exception cref="SerialPortException">The device is gone, takes nothing any more, or was opened for reading.</exception>
    void Write(ReadOnlySpan<byte> bytes);
}
