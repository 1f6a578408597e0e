namespace RspDebug.DebugAdapter.Engine.Trace.Sources.Serial;

/// <summary>The one seam to the operating system's serial ports: opened raw, 8N1, for reading.</summary>
internal interface ISerialLine : IDisposable
{
    /// <summary>Waits a short time for bytes.</summary>
    /// <param name="buffer">Filled from the front.</param>
    /// <returns>Bytes read; 0 when none came in time; -1 when the device is gone.</returns>
    int Read(byte[] buffer);
}
