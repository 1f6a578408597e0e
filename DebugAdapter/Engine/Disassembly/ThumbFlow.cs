using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>
/// The control flow of one Thumb-2 instruction: size, successor and the traits that stepping needs. It decodes no operands
/// (that is <see cref="ThumbDisassembler"/>), so it costs no allocation and no native call.
/// </summary>
/// <param name="Address">Address of the instruction.</param>
/// <param name="SizeInBytes">2 or 4.</param>
/// <param name="Kind">How the successor is chosen.</param>
/// <param name="Traits">Other facts.</param>
/// <param name="Target">Target of a direct branch or call, else 0.</param>
/// <param name="BaseRegister">Base register of a store; the register of <c>BX</c>/<c>BLX</c>; else -1.</param>
internal readonly record struct ThumbFlow(
    uint Address, int SizeInBytes, ThumbFlowKind Kind, ThumbTraits Traits, uint Target, int BaseRegister)
{
    /// <summary>Address behind the instruction.</summary>
    public uint Next => Address + (uint)SizeInBytes;

    /// <summary>True for <c>BL</c> and <c>BLX</c>.</summary>
    public bool IsCall => Kind is ThumbFlowKind.Call or ThumbFlowKind.IndirectCall;

    /// <summary>Tests one or more traits.</summary>
    public bool Has(ThumbTraits traits) => (Traits & traits) != ThumbTraits.None;

    /// <summary>Decodes the instruction at the front of <paramref name="code"/>.</summary>
    /// <param name="address">Where <paramref name="code"/> starts; even.</param>
    /// <param name="code">At least 2 bytes, 4 for a 32-bit instruction.</param>
    /// <param name="flow">The result.</param>
    /// <returns>False when the bytes end inside the instruction.</returns>
    public static bool TryDecode(uint address, ReadOnlySpan<byte> code, out ThumbFlow flow)
    {
        flow = default;
        if (code.Length < 2)
            return false;
        uint first = BinaryPrimitives.ReadUInt16LittleEndian(code);
        if (!Is32Bit(first))
        {
            flow = ThumbFlow16.Decode(address, first);
            return true;
        }

        if (code.Length < 4)
            return false;
        flow = ThumbFlow32.Decode(address, first, BinaryPrimitives.ReadUInt16LittleEndian(code[2..]));
        return true;
    }

    /// <summary>True when <paramref name="firstHalfword"/> opens a 32-bit instruction (ARMv7-M ARM A5.1: 0b11101, 0b11110, 0b11111).</summary>
    public static bool Is32Bit(uint firstHalfword) => firstHalfword >> 11 is 0b11101 or 0b11110 or 0b11111;

    internal static int SignExtend(uint value, int bits) => (int)(value << (32 - bits)) >> (32 - bits);
}
