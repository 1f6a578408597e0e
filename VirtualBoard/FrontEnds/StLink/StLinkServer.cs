using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RspDebug.RspServer.Transport;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.VirtualBoard.FrontEnds.StLink;

/// <summary>
/// The board as an ST-LINK behind ST's TCP server: OpenOCD drives it with <c>adapter driver st-link; st-link backend tcp PORT;
/// transport select dapdirect_swd</c> and its own <c>target/nrf52.cfg</c>.
/// </summary>
/// <remarks>
/// <code>
/// 00 device list   01 device count   02 device info   03 open   04 close   06 server version
/// 05 USB command   [8..23] the command   [24] direction: 0 to the probe, 1 from it, 3 trace   [28..31] length
/// </code>
/// Every answer but the version starts with a status word, 1 for success.
/// </remarks>
public sealed class StLinkServer : IAsyncDisposable
{
    private const byte RefreshDevices = 0, CountDevices = 1, DeviceInformation = 2, OpenDevice = 3, CloseDevice = 4, UsbCommand = 5, ServerVersion = 6;
    private const int UsbHeaderInBytes = 31, CommandInBytes = 16, LargestTransferInBytes = 1 << 16;
    private const byte ToProbe = 0, TraceFromProbe = 3;
    private const uint Success = 1, Handle = 0x55;

    private readonly BoardHost _host;
    private readonly SwoBuffer _trace = new();
    private readonly TcpPort _port;

    private StLinkServer(BoardHost host, int port)
    {
        _host = host;
        host.Use(board => board.Debug.TracePort.Connect(_trace));
        _port = TcpPort.Open(ServeAsync, port);
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => _port.EndPoint;

    /// <summary>Starts the server.</summary>
    /// <param name="host">The board.</param>
    /// <param name="port">TCP port; 0 picks a free one.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static StLinkServer Start(BoardHost host, int port = 0) => new(host, port);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _port.DisposeAsync();

    private async Task ServeAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        StLinkProbe probe = _host.Use(board => new StLinkProbe(board, _trace));
        byte[] buffer = new byte[LargestTransferInBytes];
        while (await client.ReadAtLeastAsync(buffer.AsMemory(0, 1), 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == 1)
        {
            byte[]? answer = buffer[0] == UsbCommand
                ? await RunUsbAsync(probe, client, buffer, cancellationToken).ConfigureAwait(false)
                : await AnswerAsync(client, buffer, cancellationToken).ConfigureAwait(false);
            if (answer is null) return;     // Not this protocol.
            await client.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]?> AnswerAsync(NetworkStream client, byte[] buffer, CancellationToken cancellationToken)
    {
        byte command = buffer[0];
        int rest = command switch { RefreshDevices => 1, CountDevices => 0, ServerVersion => 3, DeviceInformation or OpenDevice or CloseDevice => 7, _ => -1 };
        if (rest < 0) return null;
        await client.ReadExactlyAsync(buffer.AsMemory(0, rest), cancellationToken).ConfigureAwait(false);
        return command switch
        {
            ServerVersion => Words(3, 1, 0, 0),
            DeviceInformation => Describe(),
            OpenDevice => Words(Success, Handle),
            _ => Words(Success),
        };
    }

    private async Task<byte[]?> RunUsbAsync(StLinkProbe probe, NetworkStream client, byte[] buffer, CancellationToken cancellationToken)
    {
        await client.ReadExactlyAsync(buffer.AsMemory(0, UsbHeaderInBytes), cancellationToken).ConfigureAwait(false);
        byte[] command = buffer[7..(7 + CommandInBytes)];
        byte direction = buffer[23];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(27));
        if (length > LargestTransferInBytes) return null;
        byte[] answer = Words(Success);
        if (direction == ToProbe)
        {
            await client.ReadExactlyAsync(buffer.AsMemory(0, (int)length), cancellationToken).ConfigureAwait(false);
            _host.Use(_ => probe.Write(command, buffer.AsSpan(0, (int)length)));
            return answer;
        }

        Array.Resize(ref answer, answer.Length + (int)length);
        if (direction == TraceFromProbe) probe.ReadTrace(answer.AsSpan(4));
        else _host.Use(_ => probe.Read(command, answer.AsSpan(4)));
        return answer;
    }

    // Status, device type, serial number (32), vendor, product, in use.
    private static byte[] Describe()
    {
        byte[] answer = new byte[4 + 41];
        BinaryPrimitives.WriteUInt32LittleEndian(answer, Success);
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(4), 7);
        Encoding.ASCII.GetBytes("VIRTUALNRF52840", answer.AsSpan(8));
        BinaryPrimitives.WriteUInt16LittleEndian(answer.AsSpan(40), 0x0483);
        BinaryPrimitives.WriteUInt16LittleEndian(answer.AsSpan(42), 0x3748);
        return answer;
    }

    private static byte[] Words(params ReadOnlySpan<uint> words)
    {
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
