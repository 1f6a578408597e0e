namespace RspDebug.DebugAdapter.Dap.Custom;

/// <summary>Something that happened to an exception.</summary>
/// <param name="Number">Exception number.</param>
/// <param name="Function"><c>enter</c>, <c>exit</c> or <c>return</c>.</param>
/// <param name="Cycle">When.</param>
public sealed record SwoException(int Number, string Function, long Cycle);
