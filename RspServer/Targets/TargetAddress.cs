namespace RspDebug.RspServer.Targets;

/// <summary>An address in the target's memory.</summary>
/// <param name="Value">The address; on Cortex-M it fits 32 bits.</param>
public readonly record struct TargetAddress(ulong Value)
{
    /// <summary>The address some bytes further on.</summary>
    public static TargetAddress operator +(TargetAddress address, long bytes) => new(unchecked(address.Value + (ulong)bytes));

    /// <inheritdoc/>
    public override string ToString() => $"0x{Value:x8}";
}
