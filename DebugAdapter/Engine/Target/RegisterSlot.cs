namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Where a register that the user names lies in a register that the server has.</summary>
/// <param name="Register">The server's register.</param>
/// <param name="OffsetInBits">0, or 32 for an odd S register in a D register.</param>
/// <param name="SizeInBits">Size of what the user named.</param>
internal readonly record struct RegisterSlot(TargetRegister Register, int OffsetInBits, int SizeInBits);
