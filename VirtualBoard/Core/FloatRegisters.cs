using System.Runtime.CompilerServices;

namespace RspDebug.VirtualBoard.Core;

/// <summary>S0-S31 as raw bits; D[n] is S[2n] (low word) and S[2n+1].</summary>
[InlineArray(32)]
internal struct FloatRegisters
{
    private uint _first;
}
