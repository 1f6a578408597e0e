namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Bytes of a core dump that break its format.</summary>
/// <param name="what">What is wrong, without a full stop.</param>
/// <param name="offset">Where in the file, in bytes; negative when the place is in <paramref name="what"/>.</param>
internal sealed class CoreFormatException(string what, long offset) : FormatException(offset < 0 ? what : $"{what}, at offset {offset}");
