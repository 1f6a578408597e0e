namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>A function or variable that takes memory.</summary>
/// <param name="Name">Readable.</param>
/// <param name="Address">Where it is while the program runs, without the Thumb bit.</param>
/// <param name="SizeInBytes">Its size.</param>
/// <param name="IsFunction">False for a variable.</param>
/// <param name="Section">The section it is in.</param>
internal sealed record UsedSymbol(string Name, uint Address, uint SizeInBytes, bool IsFunction, string Section);
