namespace RspDebug.RspClient.Replies;

/// <summary>The reply to a read whose bytes were decoded into the caller's buffer.</summary>
/// <param name="Status">Data, unsupported or refused.</param>
/// <param name="SizeInBytes">Bytes decoded; may be fewer than asked.</param>
/// <param name="Error">The error when refused.</param>
public readonly record struct DataReply(ReplyStatus Status, int SizeInBytes, StubError Error = default)
{
    internal static DataReply Of(Acknowledgement no) => new(no.Status, 0, no.Error);
}
