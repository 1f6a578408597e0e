using RspDebug.Dwarf.Unwind.Ehabi;

namespace RspDebug.Dwarf.Tests.Unwind.Ehabi;

/// <summary>EHABI32, 10.3, table 4: one case for each row, with its borders.</summary>
public sealed class EhabiDecoderTests
{
    [TestCase("00", "vsp+4")]
    [TestCase("3f", "vsp+256")]
    [TestCase("40", "vsp-4")]
    [TestCase("7f", "vsp-256")]
    [TestCase("8000", "refuse")]
    [TestCase("8001", "pop r4")]
    [TestCase("8080", "pop r11")]
    [TestCase("840b", "pop r4 r5 r7 r14")]
    [TestCase("8800", "pop r15")]
    [TestCase("8fff", "pop r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15")]
    [TestCase("90", "vsp=r0")]
    [TestCase("97", "vsp=r7")]
    [TestCase("9d", "?")]
    [TestCase("9e", "vsp=r14")]
    [TestCase("9f", "?")]
    [TestCase("a0", "pop r4")]
    [TestCase("a7", "pop r4 r5 r6 r7 r8 r9 r10 r11")]
    [TestCase("ab", "pop r4 r5 r6 r7 r14")]
    [TestCase("af", "pop r4 r5 r6 r7 r8 r9 r10 r11 r14")]
    [TestCase("b0", "finish")]
    [TestCase("b100", "?")]
    [TestCase("b101", "pop r0")]
    [TestCase("b108", "pop r3")]
    [TestCase("b10f", "pop r0 r1 r2 r3")]
    [TestCase("b110", "?")]
    [TestCase("b200", "vsp+516")]
    [TestCase("b28101", "vsp+1032")]
    [TestCase("b301", "pop d0 d1 pad 4")]
    [TestCase("b4", "authentication")]
    [TestCase("b5", "modifier")]
    [TestCase("b6", "?")]
    [TestCase("b8", "pop d8 pad 4")]
    [TestCase("bf", "pop d8 d9 d10 d11 d12 d13 d14 d15 pad 4")]
    [TestCase("c0", "?")]
    [TestCase("c601", "?")]
    [TestCase("c802", "pop d16 d17 d18")]
    [TestCase("c980", "pop d8")]
    [TestCase("ca", "?")]
    [TestCase("d0", "pop d8")]
    [TestCase("d7", "pop d8 d9 d10 d11 d12 d13 d14 d15")]
    [TestCase("d8", "?")]
    [TestCase("b10884 00", "pop r3; pop r14")]
    [TestCase("80", "")]
    [TestCase("b2ff", "")]
    [TestCase("b0c9", "finish")]
    public void Decode_Bytes_GivesInstructions(string hex, string expected)
    {
        List<EhabiInstruction> instructions = EhabiDecoder.Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.That(string.Join("; ", instructions.Select(Text)), Is.EqualTo(expected));
    }

    private static string Text(EhabiInstruction instruction) => instruction.Opcode switch
    {
        EhabiOpcode.AddToVsp => $"vsp{instruction.Operand:+0;-0}",
        EhabiOpcode.Refuse => "refuse",
        EhabiOpcode.PopCore => "pop " + string.Join(' ', Enumerable.Range(0, 16).Where(i => (instruction.Operand & 1 << i) != 0).Select(i => $"r{i}")),
        EhabiOpcode.SetVsp => $"vsp=r{instruction.Operand}",
        EhabiOpcode.PopDouble => "pop " + string.Join(' ', Enumerable.Range((int)instruction.Operand, instruction.Count).Select(i => $"d{i}")) + (instruction.PaddingInBytes > 0 ? $" pad {instruction.PaddingInBytes}" : ""),
        EhabiOpcode.PopAuthenticationCode => "authentication",
        EhabiOpcode.UseVspAsModifier => "modifier",
        EhabiOpcode.Finish => "finish",
        _ => "?",
    };
}
