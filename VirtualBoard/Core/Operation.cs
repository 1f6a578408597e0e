namespace RspDebug.VirtualBoard.Core;

/// <summary>Executes one decoded instruction. The condition of an IT block was already checked.</summary>
internal delegate void Operation(Processor cpu, Instruction instruction);
