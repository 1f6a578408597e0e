using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>The text that the firmware writes to its stimulus ports.</summary>
/// <remarks>
/// One port is copied as it is. Of several, each line has its port before it: <c>[1] text</c>; a line is written when it is whole. A write of two or
/// four bytes is that many letters, first the lowest; its zero bytes are no letters, for firmware that stores one letter in a word is common.
/// </remarks>
internal sealed class ConsoleTextSink(Stream output, IReadOnlyCollection<int> ports, bool keepZeros) : LineSink(output)
{
    private const int LongestLine = 4096;

    private readonly List<byte>?[] _lines = new List<byte>?[256];
    private readonly bool[] _wanted = [.. Enumerable.Range(0, 256).Select(port => ports.Count == 0 || ports.Contains(port))];
    private readonly bool _isPlain = ports.Count == 1;

    /// <inheritdoc/>
    public override void OnPacket(in ItmPacket packet)
    {
        if (packet.Kind != ItmPacketKind.Software || !_wanted[packet.Software.Port]) return;
        SoftwareWrite write = packet.Software;
        for (int i = 0; i < write.SizeInBytes; i++)
        {
            byte letter = (byte)(write.Value >> 8 * i);
            if (letter == 0 && !keepZeros) continue;
            if (_isPlain) Lines.Byte(letter);
            else Add(write.Port, letter);
        }
    }

    /// <summary>Writes the lines that have no end yet.</summary>
    public override void OnEnd()
    {
        for (int port = 0; port < _lines.Length; port++)
            if (_lines[port] is { Count: > 0 }) WriteLine(port);
    }

    private void Add(int port, byte letter)
    {
        List<byte> line = _lines[port] ??= [];
        if (letter == (byte)'\n')
        {
            WriteLine(port);
            return;
        }

        line.Add(letter);
        if (line.Count >= LongestLine) WriteLine(port);
    }

    private void WriteLine(int port)
    {
        List<byte> line = _lines[port]!;
        if (line is [.., (byte)'\r']) line.RemoveAt(line.Count - 1);
        Lines.Byte((byte)'[').Number((uint)port).Text("] "u8).Text(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line)).Byte((byte)'\n');
        line.Clear();
    }
}
