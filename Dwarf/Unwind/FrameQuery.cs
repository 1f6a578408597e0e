using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>What a planner is asked: the way out of this code with these registers.</summary>
internal sealed record FrameQuery(CodeAddress Pc, CodeAddress LookupPc, bool IsCall, StackBank Stack, RegisterSet Registers, MemoryProbe Probe)
{
    /// <summary>Why methods before the one that served did not; goes into the frame's note.</summary>
    public List<string> Doubts { get; } = [];

    public uint Sp => Registers[CoreRegister.Sp] ?? 0;

    /// <summary>A CFA is SP before the call, so it is word-aligned and not below SP; a wrong row or a damaged register shows here.</summary>
    public bool IsPlausible(uint cfa) => (cfa & 3) == 0 && cfa >= Sp;

    /// <summary>A function that moved the thread to the process stack has its frame on the main stack, in use up to MSP.</summary>
    public bool IsOnMainStack(uint cfa) => Stack == StackBank.Process && (cfa & 3) == 0 && Registers[CoreRegister.Msp] is { } msp && cfa > msp && (Sp < msp || Sp > cfa);
}
