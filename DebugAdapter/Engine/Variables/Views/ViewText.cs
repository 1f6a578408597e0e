using RspDebug.DebugAdapter.Engine.Variables.Locations;

namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>The characters of a string.</summary>
/// <param name="Location">The first one.</param>
/// <param name="Length">How many units; NULs count.</param>
/// <param name="UnitSizeInBytes">1 for UTF-8, 2 or 4 for wider characters.</param>
/// <param name="Prefix">What stands before the quote: <c>u</c>, <c>U</c> or <c>L</c>.</param>
internal sealed record ViewText(ValueLocation Location, long Length, int UnitSizeInBytes = 1, string Prefix = "");
