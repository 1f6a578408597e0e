namespace RspDebug.Testing;

/// <summary>One register of a <see cref="FakeTarget"/>.</summary>
/// <param name="Name">As target.xml spells it.</param>
/// <param name="Number">For <c>p</c> and <c>P</c>.</param>
/// <param name="SizeInBits">Width.</param>
/// <param name="IsInG">Part of the <c>g</c> packet; those parts must come first in number order.</param>
/// <param name="Feature">The feature it is described in.</param>
public sealed record FakeRegister(string Name, int Number, int SizeInBits, bool IsInG, string Feature = "org.gnu.gdb.arm.m-profile")
{
    /// <summary>Width in packets.</summary>
    public int SizeInBytes => (SizeInBits + 7) / 8;
}
