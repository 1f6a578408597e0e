namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>Opens the serial ports of this system.</summary>
internal static class SerialLine
{
    /// <summary>Opens and sets up a port.</summary>
    /// <param name="device">Such as <c>/dev/ttyUSB0</c> or <c>COM5</c>.</param>
    /// <param name="baud">The rate; a USB device without a UART behind it takes any.</param>
    /// <param name="isWritable">Both ways; else for reading.</param>
    /// <exception cref="SerialPortException">There is none, it is in use, or it cannot do the rate.</exception>
    public static ISerialLine Open(string device, int baud, bool isWritable) =>
        OperatingSystem.IsWindows() ? WindowsSerialLine.Open(device, baud, isWritable) : PosixSerialLine.Open(device, baud, isWritable);
}
