namespace RspDebug.VirtualBoard.Device;

/// <summary>Interrupts out of nowhere, for tests of whatever has to live with them.</summary>
/// <param name="Seed">Equal seeds, equal interrupts: each at the same cycle of the same run.</param>
/// <param name="MeanCycles">Cycles between two interrupts on average; at least 1.</param>
public sealed record InterruptStormOptions(int Seed, uint MeanCycles = 400);
