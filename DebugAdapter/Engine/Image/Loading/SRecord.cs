namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>Reads Motorola S-records.</summary>
/// <remarks>
/// Motorola M68000PM/AD, appendix C. A line is <c>S</c>, a type, the number of bytes that follow, an address of 2 to 4 bytes, data, and the
/// ones' complement of the sum of all bytes but the type.
/// </remarks>
internal static class SRecord
{
    /// <summary>Reads a file's text.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="ImageFileException">A line is damaged or missing, or two overlap.</exception>
    public static IReadOnlyList<LoadPart> Read(string path, string text)
    {
        var bytes = new RecordBytes(path);
        int endLine = 0, lastLine = 0;
        long count = 0;
        foreach ((int number, string line) in RecordLine.Split(text))
        {
            if (endLine > 0)
                throw new ImageFileException(path, number, $"there is a line after the end record in line {endLine}", "Two files may have been joined: name them one by one, or merge them with a tool such as srec_cat.");
            (char type, byte[] record) = ReadRecord(path, number, line);
            int addressSize = AddressSizeOf(type) ?? throw new ImageFileException(path, number, $"S{type} is not a type of record", RecordBytes.Advice);
            if (record.Length < addressSize + 2)
                throw new ImageFileException(path, number, $"the record has {record.Length} bytes, fewer than its address takes: the line is cut", RecordBytes.Advice);
            ulong address = 0;
            foreach (byte value in record.AsSpan(1, addressSize)) address = address << 8 | value;
            if (type is '1' or '2' or '3')
            {
                bytes.Add(address, record.AsSpan(1 + addressSize, record.Length - addressSize - 2), number);
                count++;
            }
            else if (type is '5' or '6' && address != (ulong)count)
                throw new ImageFileException(path, number, $"{address} data records are announced and {count} are there", RecordBytes.Advice);
            else if (type is '7' or '8' or '9')
                endLine = number;
            lastLine = number;
        }

        return endLine > 0 ? bytes.Join() : throw new ImageFileException(path, lastLine, "the end record (S7, S8 or S9) is missing: the file is cut short", "Make it again.");
    }

    private static (char Type, byte[] Bytes) ReadRecord(string path, int number, string line)
    {
        if (line.Length < 2 || line[0] != 'S')
            throw new ImageFileException(path, number, "an S-record starts with 'S' and a digit", RecordBytes.Advice);
        byte[] record = RecordLine.Decode(path, number, line.AsSpan(2));
        if (record.Length == 0 || record.Length != record[0] + 1)
            throw new ImageFileException(path, number, $"the record says {(record.Length == 0 ? 0 : record[0])} bytes and has {Math.Max(0, record.Length - 1)}", RecordBytes.Advice);
        int sum = ~record.AsSpan(0, record.Length - 1).ToArray().Aggregate(0, static (sum, value) => sum + value) & 0xff;
        if (sum != record[^1])
            throw new ImageFileException(path, number, $"the checksum is {record[^1]:X2} and should be {sum:X2}", RecordBytes.Advice);
        return (line[1], record);
    }

    private static int? AddressSizeOf(char type) => type switch
    {
        '0' or '1' or '5' or '9' => 2,
        '2' or '6' or '8' => 3,
        '3' or '7' => 4,
        _ => null,
    };
}
