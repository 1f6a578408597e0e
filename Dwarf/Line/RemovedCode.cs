namespace RspDebug.Dwarf.Line;

/// <summary>Lines of one file in a sequence whose code the linker removed.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="Lines">Rising, each once.</param>
internal readonly record struct RemovedCode(int File, int[] Lines);
