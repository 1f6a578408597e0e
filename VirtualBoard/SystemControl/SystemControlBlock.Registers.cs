namespace RspDebug.VirtualBoard.SystemControl;

internal sealed partial class SystemControlBlock
{
    private const uint VectorKey = 0x05FA;

    /// <summary>Reads the register at an offset from 0xE000E000; null where nothing is.</summary>
    public uint? Read(uint offset) => offset switch
    {
        0x004 => (uint)((cpu.Options.InterruptCount - 1) / 32),
        0x008 => _auxiliaryControl,
        0xD00 => cpu.Options.CpuId,
        0xD04 => ReadInterruptControl(),
        0xD08 => VectorTable,
        0xD0C => 0xFA05_0000 | ((uint)PriorityGroup << 8),
        0xD10 => _control,
        0xD14 => _configuration,
        0xD18 => Priorities(4, 3),
        0xD1C => Priorities(8, 4),
        0xD20 => Priorities(12, 4),
        0xD24 => ReadHandlerControl(),
        0xD28 => ConfigurableStatus,
        0xD2C => HardFaultStatus,
        0xD34 => MemManageAddress,
        0xD38 => BusFaultAddress,
        0xD3C => 0,
        0xD88 => CoprocessorAccess,
        0xD90 => 0,
        0xF40 => 0x1011_0021,
        0xF44 => 0x1100_0011,
        >= 0xD40 and < 0xD74 => IdentificationRegisters.Feature(offset),
        >= 0xFD0 => IdentificationRegisters.Component(offset),
        _ => null,
    };

    /// <summary>Writes a register; only the byte lanes set in <paramref name="lanes"/> change.</summary>
    public bool TryWrite(uint offset, uint value, uint lanes)
    {
        switch (offset)
        {
            case 0x008: _auxiliaryControl = value & 0x307; break;
            case 0xD04: WriteInterruptControl(value & lanes); break;
            case 0xD08: VectorTable = value & 0xFFFF_FF80; break;
            case 0xD0C: WriteResetControl(value); break;
            case 0xD10: _control = value & 0x16; break;
            case 0xD14: WriteConfiguration(Merge(_configuration, value, lanes)); break;
            case 0xD18: SetPriorities(4, 3, value, lanes); break;
            case 0xD1C: SetPriorities(11, 1, value >> 24, lanes >> 24); break;
            case 0xD20: SetPriorities(12, 1, value, lanes); SetPriorities(14, 2, value >> 16, lanes >> 16); break;
            case 0xD24: WriteHandlerControl(Merge(ReadHandlerControl(), value, lanes)); break;
            case 0xD28: ConfigurableStatus &= ~(value & lanes); break;
            case 0xD2C: HardFaultStatus &= ~(value & lanes); break;
            case 0xD34: MemManageAddress = value; break;
            case 0xD38: BusFaultAddress = value; break;
            case 0xD88: CoprocessorAccess = value & 0x00F0_0000; break;
            case 0xF00: cpu.Nvic.SetPending(ExceptionNumber.FirstInterrupt + (int)(value & 0x1FF)); break;
            case 0xD00 or 0xD3C or 0xD90: break;
            default: return offset is 0x004 or (>= 0xD40 and < 0xD74) or (>= 0xF40 and < 0xF48) or >= 0xFD0;
        }

        return true;
    }

    private static uint Merge(uint old, uint value, uint lanes) => (old & ~lanes) | (value & lanes);

    private void WriteConfiguration(uint value)
    {
        _configuration = value & 0x31B;
        cpu.UpdateFastMemory();
    }

    private void WriteResetControl(uint value)
    {
        if (value >> 16 != VectorKey) return;
        PriorityGroup = (int)((value >> 8) & 7);
        cpu.Nvic.Update();
        if ((value & 4) != 0) cpu.RequestReset();
    }

    private uint Priorities(int first, int count)
    {
        uint value = 0;
        for (int k = 0; k < count; k++) value |= (uint)cpu.Nvic.GetPriority(first + k) << (8 * k);
        return value;
    }

    private void SetPriorities(int first, int count, uint value, uint lanes)
    {
        for (int k = 0; k < count; k++)
            if (((lanes >> (8 * k)) & 0xFF) != 0) cpu.Nvic.SetPriority(first + k, (int)((value >> (8 * k)) & 0xFF));
    }
}
