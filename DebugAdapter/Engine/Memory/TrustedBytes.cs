namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>Bytes that the target is known to have.</summary>
/// <param name="Start">Target address.</param>
/// <param name="Bytes">Its content from there on.</param>
internal sealed record TrustedBytes(uint Start, ReadOnlyMemory<byte> Bytes);
