using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>One entry of the index: how to leave the functions from Start up to the next entry.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">Where the next entry starts; null for the last.</param>
/// <param name="Instructions">Unwinding instructions; null for <c>EXIDX_CANTUNWIND</c>.</param>
public sealed record EhabiEntry(CodeAddress Start, CodeAddress? End, ReadOnlyMemory<byte>? Instructions);
