namespace RspDebug.VirtualBoard.Core;

/// <summary>Condition codes (A7.3): bits 3..1 choose the test, bit 0 inverts it, except for AL.</summary>
internal static class Conditions
{
    public const uint Always = 14;

    public static bool Holds(Processor cpu, uint condition)
    {
        bool result = (condition >> 1) switch
        {
            0 => cpu.Zero,
            1 => cpu.Carry,
            2 => cpu.Negative,
            3 => cpu.Overflow,
            4 => cpu.Carry && !cpu.Zero,
            5 => cpu.Negative == cpu.Overflow,
            6 => cpu.Negative == cpu.Overflow && !cpu.Zero,
            _ => true,
        };
        return (condition & 1) != 0 && condition != 15 ? !result : result;
    }
}
