namespace RspDebug.RspClient.TargetDescription;

/// <summary>One register of the target description.</summary>
/// <param name="Name">Normalised: lower case, <c>xpsr</c> for all spellings of it, <c>sp lr pc</c> for <c>r13 r14 r15</c>.</param>
/// <param name="StubName">As the stub spells it.</param>
/// <param name="Number">The number in <c>p</c>, <c>P</c> and stop replies.</param>
/// <param name="SizeInBits">As described; PRIMASK has 1, 8 or 32 by server.</param>
/// <param name="Type">The described type, such as <c>int</c> or <c>ieee_double</c>; empty when there is none.</param>
/// <param name="Group"><c>general</c>, <c>float</c>, <c>system</c> or the stub's own; empty when there is none.</param>
/// <param name="Feature">The feature it stands in, such as <c>org.gnu.gdb.arm.m-profile</c>.</param>
public sealed record RegisterInfo(string Name, string StubName, int Number, int SizeInBits, string Type, string Group, string Feature)
{
    /// <summary>The width in packets: bits rounded up to whole bytes.</summary>
    public int SizeInBytes => (SizeInBits + 7) / 8;
}
