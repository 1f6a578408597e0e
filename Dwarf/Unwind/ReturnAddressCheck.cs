using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Whether a value can be the return address of a call.</summary>
internal static class ReturnAddressCheck
{
    private const uint FunctionReturn = 0xfeff_fffe;      // FNC_RETURN, bit 0 aside: ARMv8-M ARM, B3.16

    /// <summary>Gives the end of the walk, or null when the address may be one; <paramref name="note"/> then carries a doubt.</summary>
    public static UnwindResult? Find(uint returnAddress, FramePlan plan, ICodeMap code, MemoryProbe probe, out string? note)
    {
        note = null;
        if (returnAddress is ExcReturn.ResetValue or 0 or 1)
            return new UnwindResult.End(EndReason.StackBottom, $"The return address is 0x{returnAddress:x8}, as after reset: the outermost function");
        if ((returnAddress & ~1u) == FunctionReturn)
            return new UnwindResult.Unavailable("The caller is Secure code, which a Non-secure debugger cannot read");
        var address = new CodeAddress(returnAddress);
        if (returnAddress >= ExcReturn.FirstMagic || IsExecuteNever(returnAddress))
            return new UnwindResult.End(EndReason.NotCode, $"The return address 0x{returnAddress:x8} is not in code memory: the stack is damaged or the information wrong");
        if ((returnAddress & 1) == 0)
            return new UnwindResult.End(EndReason.NotCode, $"The return address 0x{returnAddress:x8} has no Thumb bit: the stack is damaged or the information wrong");
        bool isInImage = code.IsCode(address + -2);
        if (!isInImage)
            note = "the code is not part of the image";
        if (plan.Confidence == FrameConfidence.Certain)
            return null;
        if (isInImage && FollowsCall(address, probe))
            return null;
        return new UnwindResult.End(EndReason.NotCode, $"The probable return address 0x{returnAddress:x8} does not follow a call");
    }

    /// <summary>The instruction before is BL or BLX register.</summary>
    public static bool FollowsCall(CodeAddress address, MemoryProbe probe)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (!probe.TryReadCode(address + -4, bytes))
            return false;
        // Instructions are little-endian on every M-profile processor (ARMv7-M ARM, A3.3.1).
        int first = bytes[0] | bytes[1] << 8, second = bytes[2] | bytes[3] << 8;
        bool isCallByRegister = (second & 0xff80) == 0x4780;
        bool isCall = (first & 0xf800) == 0xf000 && (second & 0xd000) == 0xd000;
        return isCall || isCallByRegister;
    }

    // Peripheral, Device and System regions: ARMv7-M ARM, B3.1.
    private static bool IsExecuteNever(uint address) => address is (>= 0x4000_0000 and < 0x6000_0000) or >= 0xa000_0000;
}
