namespace RspDebug.VirtualBoard.SystemControl;

public sealed partial class Nvic
{
    /// <summary>Reads a word of 0xE000E100..0xE000E4EF; absent interrupts read 0.</summary>
    internal uint ReadWord(uint offset)
    {
        if (offset >= 0x400) return ReadPriorities((int)(offset - 0x400));
        int shift = ExceptionNumber.FirstInterrupt + (int)((offset & 0x7F) * 8);
        ulong bits = (offset & 0x380) switch
        {
            0x100 or 0x180 => Enabled,
            0x200 or 0x280 => Pending,
            0x300 => Active,
            _ => 0,
        };
        return shift < 64 ? (uint)((bits & _implementedInterrupts) >> shift) : 0;
    }

    /// <summary>Writes a word; only the lanes set in <paramref name="lanes"/> count.</summary>
    internal void WriteWord(uint offset, uint value, uint lanes)
    {
        if (offset >= 0x400)
        {
            WritePriorities((int)(offset - 0x400), value, lanes);
            return;
        }

        int shift = ExceptionNumber.FirstInterrupt + (int)((offset & 0x7F) * 8);
        if (shift >= 64) return;
        ulong bits = ((ulong)(value & lanes) << shift) & _implementedInterrupts;
        switch (offset & 0x380)
        {
            case 0x100: Enabled |= bits; break;
            case 0x180: Enabled &= ~bits; break;
            case 0x200:
                bool news = (bits & ~Pending) != 0;
                Pending |= bits;
                if (news && _cpu.SystemControl.SendsEventOnPending) _cpu.SignalEvent();
                break;
            case 0x280: Pending = (Pending & ~bits) | (_lines & bits & ~Active); break;
            default: return;
        }

        Update();
    }

    private uint ReadPriorities(int first)
    {
        uint value = 0;
        for (int k = 0; k < 4; k++)
        {
            int number = ExceptionNumber.FirstInterrupt + first + k;
            if (number < 64) value |= (uint)_priorities[number] << (8 * k);
        }

        return value;
    }

    private void WritePriorities(int first, uint value, uint lanes)
    {
        for (int k = 0; k < 4; k++)
        {
            int number = ExceptionNumber.FirstInterrupt + first + k;
            if (number < 64 && (_implementedInterrupts & Bit(number)) != 0 && ((lanes >> (8 * k)) & 0xFF) != 0)
                _priorities[number] = (short)((value >> (8 * k)) & PriorityMask);
        }

        Update();
    }
}
