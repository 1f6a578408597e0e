using System.Runtime.CompilerServices;

namespace RspDebug.VirtualBoard.Core;

/// <summary>R0-R15, inside the processor object: no bounds check survives the JIT for indexes below 16.</summary>
[InlineArray(16)]
internal struct CoreRegisters
{
    private uint _first;
}
