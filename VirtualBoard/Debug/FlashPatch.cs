using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>FPBv1: six instruction comparators (breakpoint or remap) and two literal comparators (remap), DDI0403E C1.11.</summary>
internal sealed class FlashPatch(Processor cpu) : DebugRegisters(CoreSightIdentity.OfArm(0xE, 0x003)), ICodePatch, IStateful
{
    public const uint BaseAddress = 0xE000_2000;
    public const int InstructionComparators = 6;
    private const int LiteralComparators = 2;
    private const uint CodeLimit = 0x2000_0000;
    private const uint ComparatorMask = 0xDFFF_FFFD;
    private const uint LiteralMask = 0x1FFF_FFFD;           // C1.11.5: REPLACE is of the instruction comparators
    private const uint AddressMask = 0x1FFF_FFFC;

    private readonly uint[] _comparators = new uint[InstructionComparators + LiteralComparators];
    private bool _enabled;
    private uint _remap;

    /// <summary>Whether a comparator makes the instruction that starts at an even address a breakpoint.</summary>
    public bool Matches(uint address)
    {
        if (!_enabled || address >= CodeLimit) return false;
        for (int n = 0; n < InstructionComparators; n++)
        {
            uint comparator = _comparators[n];
            if ((comparator & 1) == 0 || (comparator & AddressMask) != (address & AddressMask)) continue;
            uint halfword = (address & 2) == 0 ? 1u : 2u;       // REPLACE: 1 lower, 2 upper, 3 both.
            if ((comparator >> 30 & halfword) != 0) return true;
        }

        return false;
    }

    public bool TryRemapFetch(uint address, out uint target) => TryRemap(0, InstructionComparators, address, out target);

    public bool TryRemapLoad(uint address, out uint target) => TryRemap(InstructionComparators, _comparators.Length, address, out target);

    public void Save(StateWriter state)
    {
        state.Write(_enabled);
        state.Write(_remap);
        foreach (uint comparator in _comparators) state.Write(comparator);
    }

    public void Restore(ref StateReader state)
    {
        _enabled = state.ReadBoolean();
        _remap = state.ReadUInt32();
        for (int n = 0; n < _comparators.Length; n++)
        {
            Invalidate(n);
            _comparators[n] = state.ReadUInt32();
            Invalidate(n);
        }

        UpdatePatch();
    }

    protected override uint ReadWord(uint offset, BusMaster master) => offset switch
    {
        // NUM_LIT in 11..8, NUM_CODE in 7..4 (and 14..12, zero here).
        0x000 => (_enabled ? 1u : 0) | (LiteralComparators << 8) | (InstructionComparators << 4),
        0x004 => 0x2000_0000 | _remap,
        >= 0x008 and < 0x028 => _comparators[(offset - 8) >> 2],
        _ => 0,
    };

    protected override void WriteWord(uint offset, uint value, BusMaster master)
    {
        switch (offset)
        {
            case 0x000 when (value & 2) != 0:       // KEY
                _enabled = (value & 1) != 0;
                for (int n = 0; n < _comparators.Length; n++) Invalidate(n);
                UpdatePatch();
                break;
            case 0x004:
                _remap = value & 0x1FFF_FFE0;
                break;
            case >= 0x008 and < 0x028:
                int index = (int)(offset - 8) >> 2;
                Invalidate(index);
                _comparators[index] = value & (index < InstructionComparators ? ComparatorMask : LiteralMask);
                Invalidate(index);
                UpdatePatch();
                break;
        }
    }

    // Comparator n takes its word from the n-th word of the remap table.
    private bool TryRemap(int first, int end, uint address, out uint target)
    {
        target = 0;
        if (!_enabled || address >= CodeLimit) return false;
        for (int n = first; n < end; n++)
        {
            if (!IsRemap(_comparators[n]) || (_comparators[n] & AddressMask) != address) continue;
            target = (0x2000_0000 | _remap) + (4 * (uint)n);
            return true;
        }

        return false;
    }

    private static bool IsRemap(uint comparator) => (comparator & 1) != 0 && comparator >> 30 == 0;

    private void UpdatePatch() => cpu.CodePatch = _enabled && Array.Exists(_comparators, IsRemap) ? this : null;

    private void Invalidate(int index) => cpu.InvalidateDecoded(_comparators[index] & AddressMask, 4);
}
