namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>One row of a disassembly listing.</summary>
/// <param name="Address">Address of the row.</param>
/// <param name="Bytes">Instruction or data bytes, in memory order.</param>
/// <param name="Text">Mnemonic and operands; <c>.short</c>/<c>.byte</c> where the bytes are no instruction.</param>
internal sealed record DisassembledLine(uint Address, ReadOnlyMemory<byte> Bytes, string Text);
