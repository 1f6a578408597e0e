using System.Numerics;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>LDM, STM, PUSH and POP. Immediate is the register list; Amount is 1 with write-back.</summary>
/// <remarks>We never stop inside one, so ICI is only consumed: a frame that carries it resumes at the register it names (B1.5.10).</remarks>
internal static class LoadStoreMultiple
{
    public static void LoadIncrementAfter(Processor cpu, Instruction i) => Load(cpu, i, cpu.R[i.Rn & 15], cpu.R[i.Rn & 15] + Size(i));

    public static void LoadDecrementBefore(Processor cpu, Instruction i) => Load(cpu, i, cpu.R[i.Rn & 15] - Size(i), cpu.R[i.Rn & 15] - Size(i));

    public static void StoreIncrementAfter(Processor cpu, Instruction i) => Store(cpu, i, cpu.R[i.Rn & 15], cpu.R[i.Rn & 15] + Size(i));

    public static void StoreDecrementBefore(Processor cpu, Instruction i) => Store(cpu, i, cpu.R[i.Rn & 15] - Size(i), cpu.R[i.Rn & 15] - Size(i));

    private static uint Size(Instruction i) => 4 * (uint)BitOperations.PopCount(i.Immediate);

    private static void Load(Processor cpu, Instruction i, uint address, uint writeBack)
    {
        uint list = i.Immediate & Remaining(cpu, ref address, i.Immediate);
        uint rn = i.Rn & 15u;
        uint baseValue = writeBack, pc = 0;

        // The base stays as it was until the last access has succeeded, so that the instruction can be restarted.
        for (uint pending = list; pending != 0; pending &= pending - 1)
        {
            int number = BitOperations.TrailingZeroCount(pending);
            if (!cpu.TryLoadAligned32(address, out uint value)) return;
            address += 4;
            if (number == rn) baseValue = value;
            else if (number == 15) pc = value;
            else cpu.WriteRegister(number & 15, value);
        }

        if (i.Amount != 0 || (list & (1u << (int)rn)) != 0) cpu.WriteRegister((int)rn, baseValue);
        if ((list & 0x8000) != 0) cpu.BranchExchange(pc);
    }

    private static void Store(Processor cpu, Instruction i, uint address, uint writeBack)
    {
        uint list = i.Immediate & Remaining(cpu, ref address, i.Immediate);
        for (; list != 0; list &= list - 1)
        {
            if (!cpu.TryStoreAligned32(address, cpu.R[BitOperations.TrailingZeroCount(list) & 15])) return;
            address += 4;
        }

        if (i.Amount != 0) cpu.WriteRegister(i.Rn & 15, writeBack);
    }

    /// <summary>Mask of the registers still to do, and the address of the first, when ICI says that some are done.</summary>
    private static uint Remaining(Processor cpu, ref uint address, uint list)
    {
        if (cpu.ItState == 0 || (cpu.ItState & 0xF) != 0) return uint.MaxValue;
        uint mask = uint.MaxValue << (int)(cpu.ItState >> 4);
        address += 4 * (uint)BitOperations.PopCount(list & ~mask);
        return mask;
    }
}
