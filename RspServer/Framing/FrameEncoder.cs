using System.Buffers;

namespace RspDebug.RspServer.Framing;

/// <summary>Writes a payload as a framed packet: escapes, run lengths if asked, checksum.</summary>
public static class FrameEncoder
{
    private const int ShortestRun = 4;
    private const int RunBias = 29;
    private const int LongestRun = '~' - RunBias;

    /// <summary>Frames one packet.</summary>
    /// <param name="payload">Payload before escaping.</param>
    /// <param name="runLengths">Whether repeated bytes may be sent as run lengths.</param>
    /// <param name="output">Gets <c>$...#cc</c>.</param>
    /// <param name="start"><c>$</c> for a packet, <c>%</c> for a notification.</param>
    public static void Encode(ReadOnlySpan<byte> payload, bool runLengths, IBufferWriter<byte> output, char start = '$')
    {
        Span<byte> room = output.GetSpan(payload.Length * 2 + 4);
        int length = 0;
        byte sum = 0;
        room[length++] = (byte)start;
        for (int i = 0; i < payload.Length;)
        {
            byte value = payload[i];
            if (value is (byte)'#' or (byte)'$' or (byte)'}' or (byte)'*')
            {
                Put(room, (byte)'}');
                Put(room, (byte)(value ^ 0x20));
                i++;
                continue;
            }

            Put(room, value);
            i++;
            int copies = runLengths ? UsableRun(payload[i..], value) : 0;
            if (copies == 0) continue;
            Put(room, (byte)'*');
            Put(room, (byte)(copies + RunBias));
            i += copies;
        }

        byte checksum = sum;
        room[length++] = (byte)'#';
        room[length++] = (byte)"0123456789abcdef"[checksum >> 4];
        room[length++] = (byte)"0123456789abcdef"[checksum & 15];
        output.Advance(length);

        void Put(Span<byte> bytes, byte value)
        {
            bytes[length++] = value;
            sum += value;
        }
    }

    /// <summary>How many further copies to fold; 0 when a run length does not pay or its count would be a framing character.</summary>
    private static int UsableRun(ReadOnlySpan<byte> rest, byte value)
    {
        int copies = 0;
        while (copies < rest.Length && copies < LongestRun && rest[copies] == value) copies++;
        while (copies >= ShortestRun - 1 && (char)(copies + RunBias) is '#' or '$' or '+' or '-') copies--;
        return copies >= ShortestRun - 1 ? copies : 0;
    }
}
