using System.Collections.Immutable;

namespace RspDebug.Swo.UserPackets;

/// <summary>User packets inside stimulus ports: <c>start, length, type, payload[length]</c>.</summary>
/// <param name="Ports">The ports that carry them.</param>
/// <param name="Types">The types known; others pass without fields unless <see cref="RejectsUnknownTypes"/>.</param>
public sealed record UserPacketSchema(ImmutableArray<int> Ports, ImmutableArray<UserPacketType> Types)
{
    /// <summary>What a packet starts with unless told otherwise.</summary>
    public const byte UsualStart = 0xaa;

    /// <summary>First byte of each packet.</summary>
    public byte Start { get; init; } = UsualStart;

    /// <summary>Longest payload, in bytes; a longer one is damage.</summary>
    public int LongestPayloadInBytes { get; init; } = byte.MaxValue;

    /// <summary>Whether a packet of a type not listed is damage.</summary>
    public bool RejectsUnknownTypes { get; init; }

    /// <summary>The first thing that is wrong with the schema, for its author; null when it can be used.</summary>
    public string? FindMistake()
    {
        if (Ports.IsDefaultOrEmpty) return "It names no port.";
        foreach (int port in Ports)
            if (port is < 0 or > byte.MaxValue) return $"Port {port} is not between 0 and 255.";
        if (LongestPayloadInBytes is < 0 or > byte.MaxValue) return $"The longest payload, {LongestPayloadInBytes} bytes, is not between 0 and 255.";
        foreach (UserPacketType type in Types)
        {
            if (Types.Count(other => other.Type == type.Type) > 1) return $"Type {type.Type} is there more than once.";
            for (int i = 0; i < type.Fields.Length - 1; i++)
                if (type.Fields[i].SizeInBytes is null) return $"Field {type.Fields[i].Name} of {type.Name} has no length and is not the last.";
            if (type.Fields.Any(field => field.Length < 0)) return $"A field of {type.Name} has a negative length.";
            if (type.LeastSizeInBytes > LongestPayloadInBytes) return $"{type.Name} takes {type.LeastSizeInBytes} bytes, more than {LongestPayloadInBytes}.";
        }

        return null;
    }

    /// <summary>The type with that byte, if it is known.</summary>
    public UserPacketType? Find(byte type)
    {
        foreach (UserPacketType known in Types)
            if (known.Type == type) return known;
        return null;
    }
}
