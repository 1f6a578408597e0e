using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

/// <summary>A <c>g</c> and, if wanted, a <c>p</c> behind it, whose replies are awaited one after the other.</summary>
internal sealed class ReadsTogether
{
    private const int MaxRegisterSizeInBytes = 16;
    private readonly RegisterLayout _layout;
    private readonly byte[] _values, _availability, _bytes;

    public ReadsTogether(RegisterLayout layout, int? number)
    {
        _layout = layout;
        _values = new byte[layout.SizeInBytes];
        _availability = new byte[layout.SizeInBytes];
        _bytes = number is null ? [] : new byte[MaxRegisterSizeInBytes * 2];
        All = new ReadRegistersRequest(_values, _availability);
        if (number is { } one) One = new ReadRegisterRequest(one, _bytes.AsMemory(0, MaxRegisterSizeInBytes), _bytes.AsMemory(MaxRegisterSizeInBytes));
    }

    public ReadRegistersRequest All { get; }

    public ReadRegisterRequest? One { get; }

    /// <summary>Packets.</summary>
    public int Count => One is null ? 1 : 2;

    /// <summary>Where the replies land.</summary>
    public ReplySlot First { get; set; } = null!;

    /// <inheritdoc cref="First"/>
    public ReplySlot? Second { get; set; }

    /// <summary>The replies, once taken.</summary>
    public DataReply Whole { get; set; }

    /// <inheritdoc cref="Whole"/>
    public DataReply Single { get; set; }

    public RegisterSnapshot Snapshot => new(_layout, _values, _availability, Whole.SizeInBytes);

    /// <summary>Null when none was asked for, or the stub refuses it or cannot tell it at this moment.</summary>
    public RegisterValue? Besides =>
        One is not null && Single.Status == ReplyStatus.Ok && Single.SizeInBytes > 0 && !_bytes.AsSpan(MaxRegisterSizeInBytes, Single.SizeInBytes).Contains((byte)0)
            ? RegisterSnapshot.ToValue(_bytes.AsSpan(0, Single.SizeInBytes)) : null;
}
