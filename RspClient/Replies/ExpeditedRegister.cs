namespace RspDebug.RspClient.Replies;

/// <summary>A register value that came inside a stop reply and saves a read.</summary>
/// <param name="Number">The number of target.xml.</param>
/// <param name="Value">The bytes in target order.</param>
public readonly record struct ExpeditedRegister(int Number, ReadOnlyMemory<byte> Value);
