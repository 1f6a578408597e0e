namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>Reads Intel HEX.</summary>
/// <remarks>
/// Intel, "Hexadecimal Object File Format Specification", revision A. A line is <c>:LLAAAATT[data]CC</c>: bytes of data, address, type,
/// data, and a checksum that makes the sum of all bytes 0. Start addresses (03, 05) are read and not used: a Cortex-M starts at its vector table.
/// </remarks>
internal static class IntelHex
{
    private const int Overhead = 5;     // LL AAAA TT CC
    private const int Data = 0, EndOfFile = 1, ExtendedSegment = 2, StartSegment = 3, ExtendedLinear = 4, StartLinear = 5;
    private const int SegmentSizeInBytes = 0x10000;

    /// <summary>Reads a file's text.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="ImageFileException">A line is damaged or missing, or two overlap.</exception>
    public static IReadOnlyList<LoadPart> Read(string path, string text)
    {
        var bytes = new RecordBytes(path);
        ulong upper = 0;
        bool isSegmented = false;
        int endLine = 0, lastLine = 0;
        foreach ((int number, string line) in RecordLine.Split(text))
        {
            if (endLine > 0)
                throw new ImageFileException(path, number, $"there is a line after the end record in line {endLine}", "Two files may have been joined: name them one by one, or merge them with a tool such as srec_cat.");
            byte[] record = ReadRecord(path, number, line);
            ReadOnlySpan<byte> data = record.AsSpan(4, record.Length - Overhead);
            int offset = record[1] << 8 | record[2];
            switch (record[3])
            {
                case Data:
                    if (isSegmented && offset + data.Length > SegmentSizeInBytes)
                        throw new ImageFileException(path, number, "the record goes beyond its segment of 64 KiB", RecordBytes.Advice);
                    bytes.Add(upper + (uint)offset, data, number);
                    break;
                case EndOfFile:
                    endLine = number;
                    break;
                case ExtendedSegment:
                    (upper, isSegmented) = ((ulong)Halfword(path, number, data) << 4, true);
                    break;
                case ExtendedLinear:
                    (upper, isSegmented) = ((ulong)Halfword(path, number, data) << 16, false);
                    break;
                case StartSegment or StartLinear:
                    break;
                default:
                    throw new ImageFileException(path, number, $"{record[3]:X2} is not a type of record (00 to 05 are)", RecordBytes.Advice);
            }

            lastLine = number;
        }

        return endLine > 0 ? bytes.Join() : throw new ImageFileException(path, lastLine, "the end record (:00000001FF) is missing: the file is cut short", "Make it again.");
    }

    private static byte[] ReadRecord(string path, int number, string line)
    {
        if (line[0] != ':')
            throw new ImageFileException(path, number, "a line of Intel HEX starts with ':'", RecordBytes.Advice);
        byte[] record = RecordLine.Decode(path, number, line.AsSpan(1));
        if (record.Length < Overhead)
            throw new ImageFileException(path, number, $"the record has {record.Length} bytes, fewer than {Overhead}: the line is cut", RecordBytes.Advice);
        if (record.Length != record[0] + Overhead)
            throw new ImageFileException(path, number, $"the record says {record[0]} bytes of data and has {record.Length - Overhead}", RecordBytes.Advice);
        int sum = record.Aggregate(0, static (sum, value) => sum + value) & 0xff;
        if (sum != 0)
            throw new ImageFileException(path, number, $"the checksum is {record[^1]:X2} and should be {(record[^1] - sum) & 0xff:X2}", RecordBytes.Advice);
        return record;
    }

    private static int Halfword(string path, int number, ReadOnlySpan<byte> data) => data.Length == 2
        ? data[0] << 8 | data[1]
        : throw new ImageFileException(path, number, $"an address record has 2 bytes of data; this one has {data.Length}", RecordBytes.Advice);
}
