namespace RspDebug.Dwarf.Unwind;

/// <summary>The code that an exception interrupted: its registers and what is known of its frame.</summary>
internal sealed record InterruptedState(RegisterSet Registers, FrameSeed Seed);
