using System.Buffers.Binary;

namespace RspDebug.Swo.Benchmarks;

/// <summary>A stream with the mix of a busy target: text, counters, exceptions, PC samples, data trace, timestamps. The same bytes at each run.</summary>
internal static class SyntheticStream
{
    private const int FrameData = 14, ItmStream = 1;

    public static byte[] Raw(int sizeInBytes)
    {
        var random = new Random(42);
        var bytes = new List<byte>(sizeInBytes + 64);
        uint counter = 0;
        while (bytes.Count < sizeInBytes)
        {
            if (bytes.Count % 2048 < 4) bytes.AddRange([0, 0, 0, 0, 0, 0x80]);
            switch (random.Next(20))
            {
                case < 6: foreach (char c in "adc ch3 raw=1701\n") bytes.AddRange([0x01, (byte)c]); break;
                case < 8: Word(bytes, 0x13, counter++); break;
                case < 9: bytes.AddRange([0x0a, (byte)counter, 1]); break;
                case < 12: bytes.AddRange([0x0e, (byte)random.Next(16, 80), (byte)(random.Next(1, 4) << 4)]); break;
                case < 16: Word(bytes, 0x17, 0x0800_0000u + (uint)random.Next(0x40000)); break;
                case < 17: Word(bytes, 0x47, 0x0800_0000u + (uint)random.Next(0x40000)); bytes.AddRange([0x8d, (byte)counter]); break;
                case < 18: bytes.AddRange([0x05, (byte)random.Next(1, 64)]); break;
                case < 19: bytes.Add(0x70); break;
                default: bytes.AddRange([0xc0, 0xff, 0xff, 0xff, 0x7f]); break;
            }

            if (random.Next(2) == 0) bytes.Add((byte)(random.Next(1, 7) << 4));
            else bytes.AddRange([0xc0, (byte)(0x80 | random.Next(128)), (byte)random.Next(128)]);
        }

        return [.. bytes];
    }

    /// <summary>The same in frames of the TPIU formatter, with a full synchronization each kilobyte.</summary>
    public static byte[] Framed(byte[] raw)
    {
        var bytes = new List<byte>(raw.Length * 8 / 7);
        byte[] frame = new byte[16];
        for (int at = 0; at + FrameData <= raw.Length; at += FrameData)
        {
            if (bytes.Count % 1024 < 16) bytes.AddRange([0xff, 0xff, 0xff, 0x7f]);
            (frame[0], frame[15]) = (ItmStream << 1 | 1, 0);
            for (int i = 1; i < 15; i++)
            {
                byte value = raw[at + i - 1];
                frame[i] = (i & 1) == 0 ? (byte)(value & 0xfe) : value;
                if ((i & 1) == 0 && (value & 1) != 0) frame[15] |= (byte)(1 << i / 2);
            }

            bytes.AddRange(frame);
        }

        return [.. bytes];
    }

    private static void Word(List<byte> bytes, byte header, uint value)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, value);
        bytes.Add(header);
        bytes.AddRange(payload);
    }
}
