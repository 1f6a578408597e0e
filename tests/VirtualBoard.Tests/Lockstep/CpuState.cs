using System.Text;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>The registers that are compared, as 50 words: R0-R15, xPSR, S0-S31, FPSCR.</summary>
internal static class CpuState
{
    public const int CoreCount = 17;
    public const int Count = 50;
    public const int Xpsr = 16;
    public const int FirstFloat = 17;
    public const int Fpscr = 49;

    public static void Read(Processor cpu, Span<uint> state)
    {
        for (int k = 0; k < 16; k++) state[k] = cpu.GetRegister(k);
        state[Xpsr] = cpu.Xpsr;
        if (state.Length < Count) return;
        for (int k = 0; k < 32; k++) state[FirstFloat + k] = cpu.GetFloatRegister(k);
        state[Fpscr] = cpu.Fpscr;
    }

    public static void Write(Processor cpu, ReadOnlySpan<uint> state)
    {
        cpu.Xpsr = state[Xpsr];
        for (int k = 0; k < 16; k++) cpu.SetRegister(k, state[k]);
        if (state.Length < Count) return;
        for (int k = 0; k < 32; k++) cpu.SetFloatRegister(k, state[FirstFloat + k]);
        cpu.Fpscr = state[Fpscr];
    }

    public static string Name(int index) => index switch
    {
        < 16 => $"r{index}",
        Xpsr => "xPSR",
        Fpscr => "FPSCR",
        _ => $"s{index - FirstFloat}",
    };

    /// <summary>One line a difference: name, before, QEMU, ours.</summary>
    public static string Describe(ReadOnlySpan<uint> before, ReadOnlySpan<uint> expected, ReadOnlySpan<uint> actual)
    {
        StringBuilder text = new();
        for (int k = 0; k < expected.Length; k++)
            if (expected[k] != actual[k]) text.Append($"  {Name(k),-5} before {before[k]:x8}  QEMU {expected[k]:x8}  ours {actual[k]:x8}\n");
        return text.ToString();
    }
}
