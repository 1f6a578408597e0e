namespace RspDebug.Dwarf.Info;

/// <summary>A namespace, type or function that has DIEs inside.</summary>
/// <param name="Start">Offset of the DIE.</param>
/// <param name="End">Offset behind the last DIE inside.</param>
/// <param name="Parent">Position of the enclosing DIE around it; -1 when it is outermost.</param>
/// <param name="IsUnread">The pass jumped over its inside.</param>
internal readonly record struct EnclosingDie(int Start, int End, int Parent, bool IsUnread);
