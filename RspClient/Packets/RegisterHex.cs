using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Packets;

/// <summary>Register values in packets: two digits a byte, or <c>xx</c> for a byte that the stub cannot tell.</summary>
internal static class RegisterHex
{
    public static bool TryDecode(ReadOnlySpan<byte> payload, Span<byte> destination, Span<byte> availability, out int sizeInBytes)
    {
        sizeInBytes = 0;
        if ((payload.Length & 1) != 0) return false;
        if (payload.Length / 2 > destination.Length) payload = payload[..(destination.Length * 2)];
        if (HexDigits.TryDecode(payload, destination, out sizeInBytes))
        {
            availability[..sizeInBytes].Fill(1);
            return true;
        }

        for (int index = 0; index < payload.Length / 2; index++)
        {
            ReadOnlySpan<byte> pair = payload.Slice(index * 2, 2);
            bool isUnavailable = pair.SequenceEqual("xx"u8);
            if (!isUnavailable && !HexDigits.TryDecode(pair, destination[index..], out _)) return false;
            if (isUnavailable) destination[index] = 0;
            availability[index] = isUnavailable ? (byte)0 : (byte)1;
        }

        sizeInBytes = payload.Length / 2;
        return true;
    }
}
