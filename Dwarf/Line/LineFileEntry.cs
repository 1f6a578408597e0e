namespace RspDebug.Dwarf.Line;

/// <summary>An entry of the file table, undecoded.</summary>
internal readonly record struct LineFileEntry(LineString Name, ulong Directory);
