namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>The If-Then state in xPSR: which of the next instructions run.</summary>
/// <remarks>ARMv7-M ARM, A7.3.2 and A7.3.3; ITSTATE is xPSR bits 26:25 (1:0) and 15:10 (7:2).</remarks>
internal struct ItState(uint xpsr)
{
    private readonly int _flags = (int)(xpsr >> 28);
    private int _state = (int)(xpsr >> 25 & 3 | xpsr >> 8 & 0xfc);

    /// <summary>The instruction runs: outside a block, or its condition holds.</summary>
    public readonly bool Runs => (_state & 0xf) == 0 || Holds(_state >> 4);

    public void Advance() => _state = (_state & 7) == 0 ? 0 : (_state & 0xe0) | (_state << 1 & 0x1f);

    private readonly bool Holds(int condition)
    {
        bool n = (_flags & 8) != 0, z = (_flags & 4) != 0, c = (_flags & 2) != 0, v = (_flags & 1) != 0;
        bool result = (condition >> 1) switch
        {
            0 => z,
            1 => c,
            2 => n,
            3 => v,
            4 => c && !z,
            5 => n == v,
            6 => n == v && !z,
            _ => true,
        };
        return (condition & 1) != 0 && condition != 15 ? !result : result;
    }
}
