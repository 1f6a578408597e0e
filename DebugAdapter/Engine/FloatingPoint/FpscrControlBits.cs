using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>
/// AHP, DN, FZ and RMode, bits 26:22: what decides how a program calculates. Without an instruction that writes FPSCR they come from FPDSCR
/// alone, and exception frames bring them back as they were; so they can be judged also where a free run ends.
/// </summary>
/// <remarks>ARMv7-M ARM A2.5.3 (FPSCR), B3.2.23 (FPDSCR), B1.5.7 and B1.5.8 (stacking).</remarks>
internal static class FpscrControlBits
{
    /// <summary>Address of FPDSCR.</summary>
    public const uint DefaultsAddress = 0xE000_EF3C;

    /// <summary>Bits 26:22.</summary>
    public const uint Mask = 0x07C0_0000;

    /// <summary>Whether a stop's control bits can only come from a tool.</summary>
    /// <param name="before">FPSCR when the program was last seen.</param>
    /// <param name="after">FPSCR of the stop.</param>
    /// <param name="defaults">FPDSCR of the stop.</param>
    /// <param name="context">The stop's FP context; unknown parts count as "could be".</param>
    public static bool AreForeign(uint before, uint after, uint defaults, FpContext context) =>
        context is { Aspen: true, Fpca: true }
        && ((before ^ defaults) & Mask) == 0
        && ((after ^ defaults) & Mask) != 0;

    /// <summary>Whether an image may write FPSCR: VMSR, or a VLDR of a system register. Data that looks like one counts.</summary>
    public static bool MayBeWrittenBy(IEnumerable<ImageSection> sections) => sections.Any(static section => MayBeWrittenBy(section.Bytes.Span));

    private static bool MayBeWrittenBy(ReadOnlySpan<byte> code)
    {
        for (int offset = 0; offset + 4 <= code.Length; offset += 2)
        {
            uint first = BinaryPrimitives.ReadUInt16LittleEndian(code[offset..]), second = BinaryPrimitives.ReadUInt16LittleEndian(code[(offset + 2)..]);
            bool isMove = first == 0xEEE1 && (second & 0x0FFF) == 0x0A10;             // VMSR FPSCR, Rt: A7.7.246
            bool isLoad = (first & 0xFE10) == 0xEC10 && (second & 0x0F80) == 0x0F80;  // v8.1-M: VLDR of FPSCR, FPCXT
            if (isMove || isLoad)
                return true;
        }

        return false;
    }
}
