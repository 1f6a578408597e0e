namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>A section that takes memory.</summary>
/// <param name="Name">As linked.</param>
/// <param name="Address">Where it is while the program runs.</param>
/// <param name="LoadAddress">Where its bytes are stored, when that is elsewhere: start-up code copies them.</param>
/// <param name="SizeInBytes">Its size.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Region">Name of the region of <paramref name="Address"/>.</param>
/// <param name="LoadRegion">Name of the region of <paramref name="LoadAddress"/>, or null.</param>
internal sealed record UsedSection(string Name, uint Address, uint? LoadAddress, uint SizeInBytes, SectionKind Kind, string Region, string? LoadRegion);
