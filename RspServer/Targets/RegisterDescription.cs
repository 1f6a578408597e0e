namespace RspDebug.RspServer.Targets;

/// <summary>One register of the target.</summary>
/// <param name="Number">The number of <c>p</c> and <c>P</c> packets, <c>regnum</c> in target.xml.</param>
/// <param name="Name">Name as gdb knows it.</param>
/// <param name="SizeInBits">8, 32 or 64 on Cortex-M.</param>
/// <param name="Type">gdb's type name; null for an integer of that size.</param>
/// <param name="Group">gdb's register group; null for the feature's own.</param>
public sealed record RegisterDescription(int Number, string Name, int SizeInBits, string? Type = null, string? Group = null)
{
    /// <summary>Bytes it takes in a <c>g</c> packet.</summary>
    public int SizeInBytes => (SizeInBits + 7) / 8;
}
