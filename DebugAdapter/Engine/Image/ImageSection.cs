namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>A section of the image that lies in read-only memory of the target.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Start">Target address.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record ImageSection(string Name, uint Start, ReadOnlyMemory<byte> Bytes);
