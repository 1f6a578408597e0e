namespace RspDebug.DebugAdapter.Engine.Audit.Core;

/// <summary>What became of one register in the core audit.</summary>
/// <param name="Register">The register.</param>
/// <param name="Value">What it read as; null when it could not be read.</param>
/// <param name="IsWritable">Null when it was not written.</param>
/// <param name="Problem">What is wrong with the value, or null.</param>
internal sealed record RegisterOutcome(DebugRegister Register, uint? Value, bool? IsWritable, string? Problem);
