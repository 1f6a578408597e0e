using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>QEMU's mps2-an386 (Cortex-M4F) on a private socket, spoken to with just enough of the remote protocol to step and compare.</summary>
internal sealed class QemuMachine : IDisposable
{
    private const int FirstDouble = 26;
    private const int FpscrNumber = 42;
    private readonly Process _process;
    private readonly Socket _socket;
    private readonly string _socketPath;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start, _end;

    private QemuMachine(Process process, Socket socket, string socketPath)
    {
        _process = process;
        _socket = socket;
        _socketPath = socketPath;
    }

    /// <summary>Null when QEMU is not installed.</summary>
    public static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "qemu-system-arm")).FirstOrDefault(File.Exists);

    public static QemuMachine Start(string? kernel)
    {
        string program = FindProgram() ?? throw new InvalidOperationException("qemu-system-arm is not on PATH.");
        string path = Path.Combine(Path.GetTempPath(), $"lockstep-{Guid.NewGuid():N}.sock");
        ProcessStartInfo start = new(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])["-M", "mps2-an386", "-display", "none", "-serial", "null", "-monitor", "none", "-S",
            "-chardev", $"socket,path={path},server=on,wait=off,id=gdb0", "-gdb", "chardev:gdb0"]) start.ArgumentList.Add(argument);
        if (kernel is not null)
        {
            foreach (string argument in (string[])["-kernel", kernel, "-semihosting-config", "enable=on,target=native"]) start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        Socket socket = Connect(path, process);
        QemuMachine machine = new(process, socket, path);
        machine.Command("qSupported:xmlRegisters=arm");
        machine.Command("qXfer:features:read:target.xml:0,fff");
        machine.Command("qXfer:features:read:arm-m-profile.xml:0,fff");
        machine.Command("Hg1");
        return machine;
    }

    private static Socket Connect(string path, Process process)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                socket.ReceiveTimeout = 30_000;
                return socket;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromSeconds(20) && !process.HasExited)
            {
                socket.Dispose();
                process.WaitForExit(20);
            }
        }
    }

    public string Command(string packet)
    {
        Send(packet);
        return Receive();
    }

    /// <summary>1 = enable only: interrupts are taken; 7 = interrupts and timers masked.</summary>
    public void SetStepMode(int bits) => Command($"Qqemu.sstep={bits:x}");

    public string Step() => Command("vCont;s:1");

    /// <summary>R0-R15 and xPSR, then, when asked, S0-S31 and FPSCR: 17 or 50 words.</summary>
    public void ReadState(Span<uint> state, bool withFloat)
    {
        StringBuilder batch = new(Frame("g"));
        if (withFloat)
            for (int k = 0; k < 17; k++) batch.Append(Frame($"p{FirstDouble + k:x}"));
        Send(batch);
        string core = Receive();
        for (int k = 0; k < 17; k++) state[k] = Word(core, k);
        if (!withFloat) return;
        for (int k = 0; k < 16; k++)
        {
            string pair = Receive();
            state[17 + (2 * k)] = Word(pair, 0);
            state[18 + (2 * k)] = Word(pair, 1);
        }

        state[49] = Word(Receive(), 0);
    }

    public void WriteState(ReadOnlySpan<uint> state, bool withFloat)
    {
        StringBuilder packet = new("G");
        for (int k = 0; k < 17; k++) AppendWord(packet, state[k]);
        StringBuilder batch = new(Frame(packet.ToString()));
        int count = 1;
        if (withFloat)
        {
            for (int k = 0; k < 16; k++)
            {
                StringBuilder pair = new($"P{FirstDouble + k:x}=");
                AppendWord(pair, state[17 + (2 * k)]);
                AppendWord(pair, state[18 + (2 * k)]);
                batch.Append(Frame(pair.ToString()));
            }

            StringBuilder status = new($"P{FpscrNumber:x}=");
            AppendWord(status, state[49]);
            batch.Append(Frame(status.ToString()));
            count += 17;
        }

        Send(batch);
        for (int k = 0; k < count; k++)
        {
            string reply = Receive();
            if (reply != "OK") throw new InvalidDataException($"QEMU answered {reply} to a register write.");
        }
    }

    public void WriteFpscr(uint value)
    {
        StringBuilder status = new($"P{FpscrNumber:x}=");
        AppendWord(status, value);
        Command(status.ToString());
    }

    public byte[] ReadMemory(uint address, int length)
    {
        string reply = Command($"m{address:x},{length:x}");
        return reply.Length == 2 * length ? Convert.FromHexString(reply)
            : throw new InvalidDataException($"QEMU answered {reply} to a read of 0x{address:x8}.");
    }

    public void WriteMemory(uint address, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int count = Math.Min(data.Length, 1024);
            string reply = Command($"M{address:x},{count:x}:{Convert.ToHexString(data[..count])}");
            if (reply != "OK") throw new InvalidDataException($"QEMU answered {reply} to a write at 0x{address:x8}.");
            data = data[count..];
            address += (uint)count;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_socketPath);
    }

    private static void AppendWord(StringBuilder text, uint value)
    {
        for (int k = 0; k < 4; k++) text.Append(CultureInfo.InvariantCulture, $"{(byte)(value >> (8 * k)):x2}");
    }

    private static uint Word(string hex, int index)
    {
        uint value = 0;
        for (int k = 3; k >= 0; k--) value = (value << 8) | Convert.ToUInt32(hex.Substring((8 * index) + (2 * k), 2), 16);
        return value;
    }

    private static string Frame(string packet)
    {
        int sum = 0;
        foreach (char c in packet) sum += c;
        return $"${packet}#{sum & 0xFF:x2}";
    }

    private void Send(string packet) => Send(new StringBuilder(Frame(packet)));

    private void Send(StringBuilder text) => _socket.Send(Encoding.ASCII.GetBytes(text.ToString()));

    private byte NextByte()
    {
        if (_start == _end)
        {
            _start = 0;
            _end = _socket.Receive(_buffer);
            if (_end == 0) throw new EndOfStreamException("QEMU closed the connection: " + _process.StandardError.ReadToEnd());
        }

        return _buffer[_start++];
    }

    private string Receive()
    {
        while (NextByte() != '$') { }
        StringBuilder text = new();
        for (byte b = NextByte(); b != '#'; b = NextByte()) text.Append((char)b);
        NextByte();
        NextByte();
        _socket.Send("+"u8);
        return text.ToString();
    }
}
