namespace RspDebug.DebugAdapter.Engine.Audit.Core;

/// <summary>A register of the debug system, and what the architecture says of it.</summary>
/// <param name="Component">Name of its component: <c>SCS</c>, <c>FPB</c>, <c>DWT</c>, <c>ITM</c>, <c>TPIU</c>, <c>ETM</c>, <c>ROM</c>.</param>
/// <param name="Name">As the manual has it.</param>
/// <param name="Address">Address of the word.</param>
internal sealed record DebugRegister(string Component, string Name, uint Address)
{
    /// <summary>Bits that keep what is written; 0 for a register that is not to be written here.</summary>
    public uint WritableBits { get; init; }

    /// <summary>Written and read back when <see cref="WritableBits"/> is not 0; harmless in the state that <see cref="MayWrite"/> asks for.</summary>
    public uint Pattern { get; init; }

    /// <summary>Tells from the value whether it may be written now: a comparator in use is left alone.</summary>
    public Func<uint, bool> MayWrite { get; init; } = _ => true;

    /// <summary>What the value must be; null when it is right, otherwise what is wrong with it.</summary>
    public Func<uint, string?> Check { get; init; } = _ => null;
}
