using System.Runtime.InteropServices;

namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>A serial port of Linux or macOS, by termios.</summary>
internal sealed class PosixSerialLine : ISerialLine
{
    private const int OpenReadOnly = 0, OpenBothWays = 2;
    private const int TermiosSpaceInBytes = 256;    // struct termios has 60 bytes on Linux and 72 on macOS; its calls fill it in.
    private const int ApplyNow = 0;                 // TCSANOW
    private const int FlushInput = 0;               // TCIFLUSH of Linux; macOS counts from 1.
    private const int WaitInMilliseconds = 100;
    private const int WriteLimitInMilliseconds = 5000;
    private const int TryAgain = 11, TryAgainOnMac = 35;        // EAGAIN
    private const short PollIn = 1, PollOut = 4;
    private static readonly int NoControllingTerminal = OperatingSystem.IsMacOS() ? 0x20000 : 0x100;
    private static readonly int NonBlocking = OperatingSystem.IsMacOS() ? 4 : 0x800;
    private readonly int _descriptor;
    private bool _closed;

    private PosixSerialLine(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens and sets up a port.</summary>
    /// <exception cref="SerialPortException">See <see cref="SerialLine.Open"/>.</exception>
    public static PosixSerialLine Open(string device, int baud, bool isWritable)
    {
        int descriptor = open(device, (isWritable ? OpenBothWays : OpenReadOnly) | NoControllingTerminal | NonBlocking);
        if (descriptor < 0)
            throw new SerialPortException($"The serial port '{device}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}. Check its name and your right to use it (group dialout on Linux), and that no other program has it.");
        var line = new PosixSerialLine(descriptor);
        byte[] settings = new byte[TermiosSpaceInBytes];
        if (tcgetattr(descriptor, settings) != 0)
        {
            line.Dispose();
            throw new SerialPortException($"'{device}' is not a serial port. Give the device of the UART adapter, such as /dev/ttyUSB0; a file is read by its path alone.");
        }

        cfmakeraw(settings);
        if (cfsetspeed(settings, (nuint)baud) != 0 || tcsetattr(descriptor, ApplyNow, settings) != 0)
        {
            line.Dispose();
            throw new SerialPortException($"'{device}' cannot do {baud} baud. Choose a rate that the adapter has, such as 1000000 or 2000000, and set the SWO pin to it.");
        }

        _ = tcflush(descriptor, FlushInput + (OperatingSystem.IsMacOS() ? 1 : 0));
        return line;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer)
    {
        if (_closed) return -1;
        var wait = new PollDescriptor { Descriptor = _descriptor, Wanted = PollIn };
        int ready = poll(ref wait, 1, WaitInMilliseconds);
        if (ready <= 0) return 0;
        if ((wait.Happened & PollIn) == 0) return -1;       // Hang-up or error and nothing left to read.
        nint count = read(_descriptor, buffer, (nuint)buffer.Length);
        return count > 0 ? (int)count : -1;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count = _closed ? -1 : write(_descriptor, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);
            if (count > 0)
            {
                bytes = bytes[(int)count..];
                continue;
            }

            bool isFull = !_closed && Marshal.GetLastPInvokeError() == (OperatingSystem.IsMacOS() ? TryAgainOnMac : TryAgain);
            var wait = new PollDescriptor { Descriptor = _descriptor, Wanted = PollOut };
            if (!isFull || poll(ref wait, 1, WriteLimitInMilliseconds) <= 0)
                throw new SerialPortException(isFull ? $"The serial port takes nothing since {WriteLimitInMilliseconds / 1000} s." : "The serial port is gone.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _ = close(_descriptor);
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(string path, int flags);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint read(int descriptor, [Out] byte[] buffer, nuint count);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint write(int descriptor, ref readonly byte bytes, nuint count);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int tcgetattr(int descriptor, [In, Out] byte[] settings);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int tcsetattr(int descriptor, int when, byte[] settings);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int tcflush(int descriptor, int what);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void cfmakeraw([In, Out] byte[] settings);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int cfsetspeed([In, Out] byte[] settings, nuint speed);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
