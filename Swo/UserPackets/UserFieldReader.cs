namespace RspDebug.Swo.UserPackets;

/// <summary>Walks over the fields of a payload: <c>while (fields.TryRead(out UserField field))</c>.</summary>
public ref struct UserFieldReader
{
    private readonly UserPacketType? _layout;
    private ReadOnlySpan<byte> _rest;
    private int _next;

    internal UserFieldReader(UserPacketType? layout, ReadOnlySpan<byte> payload)
    {
        _layout = layout;
        _rest = payload;
    }

    /// <summary>Takes the next field; false after the last.</summary>
    public bool TryRead(out UserField field)
    {
        field = default;
        if (_layout is null || _next >= _layout.Fields.Length) return false;
        UserPacketField next = _layout.Fields[_next];
        int size = next.SizeInBytes ?? _rest.Length;
        if (size > _rest.Length) return false;
        ReadOnlySpan<byte> bytes = _rest[..size];
        if (next.Kind == UserFieldKind.Text && bytes.IndexOf((byte)0) is >= 0 and var zero) bytes = bytes[..zero];
        field = new UserField(next, bytes);
        _rest = _rest[size..];
        _next++;
        return true;
    }
}
