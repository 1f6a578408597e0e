namespace RspDebug.Swo.UserPackets;

/// <summary>How the bytes of a field are read; numbers are little-endian.</summary>
public enum UserFieldKind
{
    /// <summary>Unsigned, 1 byte.</summary>
    UInt8,

    /// <summary>Signed, 1 byte.</summary>
    Int8,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64,

    /// <summary>Signed, 8 bytes.</summary>
    Int64,

    /// <summary>IEEE 754, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE 754, 8 bytes.</summary>
    Float64,

    /// <summary>UTF-8 text up to a zero byte or the end of the field.</summary>
    Text,

    /// <summary>Bytes as they are.</summary>
    Bytes,
}
