using System.Collections.Immutable;

namespace RspDebug.RspServer.Targets;

/// <summary>What clients are told about the target.</summary>
/// <param name="Architecture">gdb's name, for example <c>arm</c>.</param>
/// <param name="Features">Registers, by feature; numbers are unique over all of them.</param>
public sealed record TargetDescription(string Architecture, ImmutableArray<RegisterFeature> Features)
{
    private ImmutableArray<RegisterDescription>? _registers;

    /// <summary>The memory map; empty means none is offered.</summary>
    public ImmutableArray<MemoryRegion> Memory { get; init; } = [];

    /// <summary>Whether memory can be read and written without stopping the target.</summary>
    public bool MemoryWhileRunning { get; init; }

    /// <summary>Number of the program counter.</summary>
    public int ProgramCounter { get; init; } = 15;

    /// <summary>Numbers of the registers that every stop reply carries.</summary>
    public ImmutableArray<int> Expedited { get; init; } = [];

    /// <summary>All registers by rising number: the order of the <c>g</c> packet.</summary>
    public ImmutableArray<RegisterDescription> Registers =>
        _registers ??= [.. Features.SelectMany(feature => feature.Registers).OrderBy(register => register.Number)];

    /// <summary>Finds a register by number.</summary>
    public bool TryFind(int number, out RegisterDescription register)
    {
        foreach (RegisterDescription candidate in Registers)
        {
            if (candidate.Number != number) continue;
            register = candidate;
            return true;
        }

        register = null!;
        return false;
    }
}
