using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>A serial port of Windows.</summary>
internal sealed class WindowsSerialLine : ISerialLine
{
    private const uint GenericRead = 0x8000_0000, GenericWrite = 0x4000_0000;
    private const uint OpenExisting = 3;
    private const uint WaitInMilliseconds = 100;
    private const uint ShortWaitInMilliseconds = 2;     // A write waits for the read that is under way.
    private const uint WriteLimitInMilliseconds = 5000;
    private const uint RaiseDtrAndRts = 0x10 | 0x1000;  // fDtrControl and fRtsControl: a USB device may say nothing without DTR.
    private const uint AtOnceWhenAny = uint.MaxValue;   // MAXDWORD in the first two time-outs: return as soon as there is a byte.
    private const uint BinaryMode = 1;                  // fBinary; no flow control, no parity.
    private readonly SafeFileHandle _port;

    private WindowsSerialLine(SafeFileHandle port) => _port = port;

    /// <summary>Opens and sets up a port.</summary>
    /// <exception cref="SerialPortException">See <see cref="SerialLine.Open"/>.</exception>
    public static WindowsSerialLine Open(string device, int baud, bool isWritable)
    {
        string path = device.StartsWith(@"\\.\", StringComparison.Ordinal) ? device : @"\\.\" + device;
        SafeFileHandle port = CreateFileW(path, isWritable ? GenericRead | GenericWrite : GenericRead, 0, 0, OpenExisting, 0, 0);
        if (port.IsInvalid)
            throw new SerialPortException($"The serial port '{device}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}. Check its name, such as COM5, and that no other program has it.");
        var line = new WindowsSerialLine(port);
        var control = new DeviceControlBlock { Length = (uint)Marshal.SizeOf<DeviceControlBlock>(), Baud = (uint)baud, Flags = isWritable ? BinaryMode | RaiseDtrAndRts : BinaryMode, BitsPerByte = 8 };
        var limits = new TimeOuts { ReadInterval = AtOnceWhenAny, ReadTotalMultiplier = AtOnceWhenAny, ReadTotalConstant = isWritable ? ShortWaitInMilliseconds : WaitInMilliseconds, WriteTotalConstant = WriteLimitInMilliseconds };
        if (SetCommState(port, ref control) && SetCommTimeouts(port, ref limits)) return line;
        line.Dispose();
        throw new SerialPortException($"'{device}' cannot do {baud} baud. Choose a rate that the adapter has, and set the SWO pin to it.");
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer) => ReadFile(_port, buffer, (uint)buffer.Length, out uint count, 0) ? (int)count : -1;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!WriteFile(_port, ref MemoryMarshal.GetReference(bytes), (uint)bytes.Length, out uint count, 0) || count == 0)
                throw new SerialPortException("The serial port is gone, or takes nothing any more.");
            bytes = bytes[(int)count..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _port.Dispose();

    [DllImport("kernel32", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateFileW(string name, uint access, uint share, nint security, uint creation, uint flags, nint template);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReadFile(SafeFileHandle file, [Out] byte[] buffer, uint size, out uint count, nint overlapped);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool WriteFile(SafeFileHandle file, ref readonly byte buffer, uint size, out uint count, nint overlapped);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetCommState(SafeFileHandle file, ref DeviceControlBlock control);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetCommTimeouts(SafeFileHandle file, ref TimeOuts limits);

    /// <summary>DCB of winbase.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct DeviceControlBlock
    {
        public uint Length;
        public uint Baud;
        public uint Flags;
        public ushort Reserved;
        public ushort XonLimit;
        public ushort XoffLimit;
        public byte BitsPerByte;
        public byte Parity;
        public byte StopBits;
        public byte XonLetter;
        public byte XoffLetter;
        public byte ErrorLetter;
        public byte EndLetter;
        public byte EventLetter;
        public ushort ReservedToo;
    }

    /// <summary>COMMTIMEOUTS of winbase.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeOuts
    {
        public uint ReadInterval;
        public uint ReadTotalMultiplier;
        public uint ReadTotalConstant;
        public uint WriteTotalMultiplier;
        public uint WriteTotalConstant;
    }
}
