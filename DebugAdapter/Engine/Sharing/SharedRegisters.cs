using System.Collections.Immutable;
using System.Numerics;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspServer.Targets;

namespace RspDebug.DebugAdapter.Engine.Sharing;

/// <summary>The session's registers as other debuggers see them: gdb's names and features, whatever the server behind calls and numbers them.</summary>
internal sealed class SharedRegisters
{
    // Above every number of CortexMRegisters.
    private const int FirstFreeNumber = 0x80;
    private const string OtherFeature = "rsp-debug.other";

    private readonly Dictionary<int, TargetRegister> _byNumber = [];

    /// <summary>Describes registers.</summary>
    public SharedRegisters(IReadOnlyList<TargetRegister> registers)
    {
        Dictionary<string, TargetRegister> open = registers.ToDictionary(register => register.Name, StringComparer.Ordinal);
        var features = new List<RegisterFeature>();
        foreach (RegisterFeature standard in CortexMRegisters.Describe(floatingPoint: true).Features)
        {
            // gdb refuses a standard feature that lacks a register; what is left of it is shown under another name.
            if (standard.Registers.Any(register => !open.ContainsKey(register.Name)))
                continue;
            features.Add(standard with { Registers = [.. standard.Registers.Select(register => Take(register, open))] });
        }

        ImmutableArray<RegisterDescription> others =
            [.. registers.Where(register => open.ContainsKey(register.Name)).Select((register, index) => Take(new(FirstFreeNumber + index, register.Name, register.BitSize), open))];
        if (!others.IsEmpty)
            features.Add(new RegisterFeature(OtherFeature, others));
        Features = [.. features];
    }

    /// <summary>For target.xml.</summary>
    public ImmutableArray<RegisterFeature> Features { get; }

    /// <summary>The session's register behind a number.</summary>
    public TargetRegister this[int number] => _byNumber[number];

    private RegisterDescription Take(RegisterDescription register, Dictionary<string, TargetRegister> open)
    {
        TargetRegister known = open[register.Name];
        open.Remove(register.Name);
        _byNumber[register.Number] = known;
        // gdb takes whole bytes alone, by twos, and shows what follows in its own memory for a register of one bit (OpenOCD's PRIMASK).
        return register with { SizeInBits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(known.BitSize, 8)) };
    }
}
