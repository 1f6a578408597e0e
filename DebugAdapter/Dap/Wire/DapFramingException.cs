namespace RspDebug.DebugAdapter.Dap.Wire;

/// <summary>The bytes on the wire are not messages; the place of the next message is unknown, so the conversation ends.</summary>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="offset">Where: bytes from the start of the conversation.</param>
public sealed class DapFramingException(string problem, long offset) : Exception($"{problem} (byte {offset} of the client's stream)")
{
    /// <summary>Bytes from the start of the conversation to the bad header.</summary>
    public long Offset { get; } = offset;
}
