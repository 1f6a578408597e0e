using System.Collections.Immutable;

namespace RspDebug.Swo.UserPackets;

/// <summary>One type of user packet and the layout of its payload.</summary>
/// <param name="Type">The type byte.</param>
/// <param name="Name">What it is called in events.</param>
/// <param name="Fields">Its fields in order. A field without a size can only be the last.</param>
public sealed record UserPacketType(byte Type, string Name, ImmutableArray<UserPacketField> Fields)
{
    /// <summary>Bytes that the payload has at least.</summary>
    public int LeastSizeInBytes => Fields.Sum(part => part.SizeInBytes ?? 0);

    /// <summary>Whether the payload ends with its last field, whatever the length.</summary>
    public bool IsOpenEnded => !Fields.IsEmpty && Fields[^1].SizeInBytes is null;

    /// <summary>Whether a payload of that many bytes can be one.</summary>
    public bool Accepts(int sizeInBytes) => IsOpenEnded ? sizeInBytes >= LeastSizeInBytes : sizeInBytes == LeastSizeInBytes;
}
