using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

/// <summary>What a step and the reads behind it gave.</summary>
/// <param name="Stop">Where and why it stopped.</param>
/// <param name="Registers">The registers of that stop; null when the stub did not answer the read, or nothing is left to read.</param>
/// <param name="Besides">The one register besides; null when none was asked for, or the stub did not tell it.</param>
public readonly record struct SteppedRegisters(StopReply Stop, RegisterSnapshot? Registers, RegisterValue? Besides);
