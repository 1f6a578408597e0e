namespace RspDebug.Swo.Tests.Generated;

/// <summary>The lines of a file of any size, compared without a string for each.</summary>
internal sealed class EventLines : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    public EventLines(string path)
    {
        _file = File.OpenRead(path);
        Fill();
    }

    public bool IsAtEnd => _start == _end;

    /// <summary>Whether the next line is this one; it is taken either way.</summary>
    public bool NextIs(ReadOnlySpan<byte> line, out string instead)
    {
        instead = "";
        if (_end - _start < 1000) Fill();
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        int length = rest.IndexOf((byte)'\n');
        if (length < 0) length = rest.Length;
        bool isSame = rest[..length].SequenceEqual(line);
        if (!isSame) instead = System.Text.Encoding.UTF8.GetString(rest[..length]);
        _start += Math.Min(length + 1, rest.Length);
        return isSame;
    }

    public void Dispose() => _file.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        for (int count; _end < _buffer.Length && (count = _file.Read(_buffer, _end, _buffer.Length - _end)) > 0;) _end += count;
    }
}
