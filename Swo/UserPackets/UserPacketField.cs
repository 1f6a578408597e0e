using System.Collections.Immutable;

namespace RspDebug.Swo.UserPackets;

/// <summary>One field of a payload; fields follow each other without gaps.</summary>
/// <param name="Name">What it is called in events.</param>
/// <param name="Kind">How its bytes are read.</param>
public sealed record UserPacketField(string Name, UserFieldKind Kind)
{
    /// <summary>For <see cref="UserFieldKind.Text"/> and <see cref="UserFieldKind.Bytes"/>: bytes; null takes the rest of the payload.</summary>
    public int? Length { get; init; }

    /// <summary>What one unit of a number is worth; null leaves it as sent.</summary>
    public double? Scale { get; init; }

    /// <summary>Unit of the (scaled) number, for people.</summary>
    public string? Unit { get; init; }

    /// <summary>Names of integer values.</summary>
    public ImmutableDictionary<long, string> Names { get; init; } = ImmutableDictionary<long, string>.Empty;

    /// <summary>Bytes the field takes; null: the rest of the payload.</summary>
    public int? SizeInBytes => Kind switch
    {
        UserFieldKind.UInt8 or UserFieldKind.Int8 => 1,
        UserFieldKind.UInt16 or UserFieldKind.Int16 => 2,
        UserFieldKind.UInt32 or UserFieldKind.Int32 or UserFieldKind.Float32 => 4,
        UserFieldKind.UInt64 or UserFieldKind.Int64 or UserFieldKind.Float64 => 8,
        _ => Length,
    };
}
