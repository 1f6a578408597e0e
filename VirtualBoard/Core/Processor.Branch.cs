namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    /// <summary>Pipeline refill: 1 to 3 cycles on a Cortex-M4 (TRM 3.3, "P"), depending on alignment and speculation; always 2 here.</summary>
    private const int RefillCycles = 2;

    /// <summary>BranchWritePC: stays in Thumb state whatever bit 0 says.</summary>
    internal void BranchTo(uint address)
    {
        NextPc = address & ~1u;
        Timeline.Cycles += RefillCycles;
    }

    /// <summary>BXWritePC, LoadWritePC: interworking (bit 0 clear leads to INVSTATE), and exception return from Handler mode (A2.3.1).</summary>
    internal void BranchExchange(uint address)
    {
        if (IsHandlerMode && address >> 28 == 0xF)
        {
            Exceptions.Return(address);
            return;
        }

        SetThumb((address & 1) != 0);
        BranchTo(address);
    }

    /// <summary>BLXWritePC: like <see cref="BranchExchange"/>, but never an exception return.</summary>
    internal void BranchLinkExchange(uint address)
    {
        SetThumb((address & 1) != 0);
        BranchTo(address);
    }
}
