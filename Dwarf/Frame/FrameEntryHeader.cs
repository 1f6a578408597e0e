namespace RspDebug.Dwarf.Frame;

/// <summary>The part that CIE and FDE have in common.</summary>
internal readonly record struct FrameEntryHeader(int Offset, bool IsCie, long CieOffset);
