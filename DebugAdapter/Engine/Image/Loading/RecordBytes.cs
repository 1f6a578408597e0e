namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>Gathers the data records of a text format, and joins what follows on from each other.</summary>
internal sealed class RecordBytes(string path)
{
    private readonly List<(ulong Address, byte[] Bytes, int Line)> _records = [];

    /// <summary>Takes one record.</summary>
    /// <exception cref="ImageFileException">It goes beyond the 32-bit address space.</exception>
    public void Add(ulong address, ReadOnlySpan<byte> bytes, int line)
    {
        if (bytes.Length == 0) return;
        if (address + (ulong)bytes.Length > 1UL << 32)
            throw new ImageFileException(path, line, $"the record goes beyond the 32-bit address space (0x{address:x}, {bytes.Length} bytes)", Advice);
        _records.Add((address, bytes.ToArray(), line));
    }

    /// <summary>The bytes in ascending order; gaps divide parts.</summary>
    /// <exception cref="ImageFileException">Two records are for the same address.</exception>
    public IReadOnlyList<LoadPart> Join()
    {
        var parts = new List<LoadPart>();
        var bytes = new List<byte>();
        ulong start = 0;
        int lastLine = 0;
        foreach ((ulong address, byte[] record, int line) in _records.OrderBy(static record => record.Address).ThenBy(static record => record.Line))
        {
            ulong end = start + (ulong)bytes.Count;
            if (bytes.Count > 0 && address < end)
                throw new ImageFileException(path, Math.Max(line, lastLine), $"0x{address:x8} was given already in line {Math.Min(line, lastLine)}", "Make the file again; two images that were joined overlap.");
            if (address != end) Close();
            if (bytes.Count == 0) start = address;
            bytes.AddRange(record);
            lastLine = line;
        }

        Close();
        return parts;

        void Close()
        {
            if (bytes.Count > 0) parts.Add(new LoadPart((uint)start, bytes.ToArray()));
            bytes.Clear();
        }
    }

    /// <summary>What to do about a file that is damaged.</summary>
    public const string Advice = "The file is damaged or was edited; make it again, for instance with objcopy.";
}
