namespace RspDebug.RspServer.Framing;

/// <summary>A cursor over the payload of one packet. A read that fails leaves it where it was.</summary>
public ref struct PacketReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _offset;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _payload[_offset..];

    /// <summary>True when all was read.</summary>
    public readonly bool AtEnd => _offset == _payload.Length;

    /// <summary>Takes one given character.</summary>
    public bool TryTake(char expected)
    {
        if (AtEnd || _payload[_offset] != expected) return false;
        _offset++;
        return true;
    }

    /// <summary>Takes a given text.</summary>
    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!Rest.StartsWith(expected)) return false;
        _offset += expected.Length;
        return true;
    }

    /// <summary>Takes whatever one character is next.</summary>
    public bool TryTakeAny(out char value)
    {
        value = AtEnd ? '\0' : (char)_payload[_offset];
        if (AtEnd) return false;
        _offset++;
        return true;
    }

    /// <summary>Takes the bytes up to a separator, and the separator; or all that is left when there is none.</summary>
    public ReadOnlySpan<byte> TakeUntil(char separator)
    {
        ReadOnlySpan<byte> rest = Rest;
        int at = rest.IndexOf((byte)separator);
        _offset += at < 0 ? rest.Length : at + 1;
        return at < 0 ? rest : rest[..at];
    }

    /// <summary>Takes 1 to 16 hex digits.</summary>
    public bool TryTakeHex(out ulong value)
    {
        int at = _offset;
        value = 0;
        while (at < _payload.Length && HexText.DigitOrMinusOne(_payload[at]) is var digit and >= 0)
        {
            if (value >> 60 != 0) return false;
            value = value << 4 | (uint)digit;
            at++;
        }

        if (at == _offset) return false;
        _offset = at;
        return true;
    }

    /// <summary>Takes hex digits that must fit a non-negative <see cref="int"/>.</summary>
    public bool TryTakeHex(out int value)
    {
        int start = _offset;
        value = 0;
        if (!TryTakeHex(out ulong wide)) return false;
        if (wide > int.MaxValue)
        {
            _offset = start;
            return false;
        }

        value = (int)wide;
        return true;
    }
}
