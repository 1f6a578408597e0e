using static RspDebug.DebugAdapter.Engine.Disassembly.ThumbFlowKind;

namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>16-bit encodings, ARMv7-M ARM A5.2.</summary>
internal static class ThumbFlow16
{
    private const int Pc = 15;
    private const int Lr = 14;

    public static ThumbFlow Decode(uint address, uint hw)
    {
        ThumbFlow Plain(ThumbTraits traits = ThumbTraits.None, int register = -1) => new(address, 2, Sequential, traits, 0, register);
        ThumbFlow Jump(ThumbFlowKind kind, int offset) => new(address, 2, kind, ThumbTraits.None, (uint)(address + 4 + offset), -1);
        ThumbFlow Indirect(ThumbFlowKind kind, bool isReturn, int register) =>
            new(address, 2, kind, isReturn ? ThumbTraits.Return : ThumbTraits.None, 0, register);

        int highRegister = (int)((hw >> 4 & 8) | (hw & 7));
        int rm = (int)(hw >> 3 & 15);
        return hw switch
        {
            _ when (hw & 0xFF87) == 0x4700 => Indirect(IndirectBranch, rm == Lr, rm),                    // BX
            _ when (hw & 0xFF87) == 0x4780 => Indirect(IndirectCall, false, rm),                          // BLX
            _ when (hw & 0xFF00) is 0x4400 or 0x4600 && highRegister == Pc => Indirect(IndirectBranch, rm == Lr, rm), // ADD/MOV pc
            _ when (hw & 0xFF00) == 0xBD00 => Indirect(IndirectBranch, true, -1),                         // POP {..pc}
            _ when (hw & 0xF500) == 0xB100 => Jump(ConditionalBranch, (int)((hw >> 3 & 0x40) | (hw >> 2 & 0x3E))), // CBZ, CBNZ
            _ when (hw & 0xFF00) == 0xBE00 => new(address, 2, Breakpoint, ThumbTraits.None, 0, -1),
            _ when (hw & 0xFF00) == 0xBF00 && (hw & 15) != 0 => Plain(ThumbTraits.IfThen),
            0xBF20 or 0xBF30 => Plain(ThumbTraits.Waits),                                                 // WFE, WFI
            _ when (hw & 0xFFE8) == 0xB660 => Plain(ThumbTraits.WritesSystemRegister),                    // CPS
            _ when (hw & 0xFF00) == 0xDF00 => new(address, 2, SupervisorCall, ThumbTraits.None, 0, -1),
            _ when (hw & 0xFF00) == 0xDE00 => new(address, 2, Undefined, ThumbTraits.None, 0, -1),
            _ when hw >> 12 == 0xD => Jump(ConditionalBranch, ThumbFlow.SignExtend(hw & 0xFF, 8) << 1),
            _ when hw >> 11 == 0b11100 => Jump(Branch, ThumbFlow.SignExtend(hw & 0x7FF, 11) << 1),
            _ when IsStore(hw) => Plain(ThumbTraits.Store, (hw >> 12) switch { 9 or 0xB => 13, 0xC => (int)(hw >> 8 & 7), _ => (int)(hw >> 3 & 7) }),
            _ => Plain(),
        };
    }

    // STR/STRH/STRB register (0101 000..010), STR/STRB/STRH immediate, STR sp-relative, STM, PUSH.
    private static bool IsStore(uint hw) =>
        (hw >> 9) is 0b0101000 or 0b0101001 or 0b0101010
        || (hw >> 11) is 0b01100 or 0b01110 or 0b10000 or 0b10010 or 0b11000
        || (hw & 0xFE00) == 0xB400;
}
