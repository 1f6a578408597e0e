using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Tests.Unwind.Thumb;

/// <summary>What matters of each instruction form; encodings as arm-none-eabi-objdump prints them. All stand at address 0x1000.</summary>
public sealed class ThumbDecoderTests
{
    [TestCase("b5f0", "StoreMultipleDown 13 4 5 6 7 14", Description = "push {r4, r5, r6, r7, lr}")]
    [TestCase("e92d 4ff0", "StoreMultipleDown 13 4 5 6 7 8 9 10 11 14", Description = "stmdb sp!, {r4-r11, lr}")]
    [TestCase("e884 000f", "Clobber", Description = "stmia.w r4, {r0-r3}")]
    [TestCase("bdf0", "LoadMultipleUp 13 4 5 6 7 15", Description = "pop {r4-r7, pc}")]
    [TestCase("e8bd 8ff0", "LoadMultipleUp 13 4 5 6 7 8 9 10 11 15", Description = "ldmia.w sp!, {r4-r11, pc}")]
    [TestCase("e8bd 4010", "LoadMultipleUp 13 4 14", Description = "ldmia.w sp!, {r4, lr}")]
    [TestCase("ed2d 8b04", "StoreSinglesDown s16 4", Description = "vpush {d8-d9}")]
    [TestCase("ed2d 8a03", "StoreSinglesDown s16 3", Description = "vpush {s16-s18}")]
    [TestCase("ecbd 8b04", "LoadSinglesUp s16 4", Description = "vpop {d8-d9}")]
    [TestCase("b082", "AddImmediate 13 13 -8", Description = "sub sp, #8")]
    [TestCase("b002", "AddImmediate 13 13 8", Description = "add sp, #8")]
    [TestCase("f5ad 5d80", "AddImmediate 13 13 -4096", Description = "sub.w sp, sp, #4096")]
    [TestCase("f2ad 0d04", "AddImmediate 13 13 -4", Description = "subw sp, sp, #4")]
    [TestCase("af02", "AddImmediate 7 13 8", Description = "add r7, sp, #8")]
    [TestCase("466f", "AddImmediate 7 13 0", Description = "mov r7, sp")]
    [TestCase("46bd", "AddImmediate 13 7 0", Description = "mov sp, r7")]
    [TestCase("f1a7 0d08", "AddImmediate 13 7 -8", Description = "sub.w sp, r7, #8")]
    [TestCase("ebad 0d03", "SubtractRegister 13 13 3", Description = "sub.w sp, sp, r3")]
    [TestCase("ebad 0dc3", "Clobber 13", Description = "sub.w sp, sp, r3, lsl #3")]
    [TestCase("44a5", "AddRegister 13 13 4", Description = "add sp, r4")]
    [TestCase("f85d eb04", "Load 14 13 4 PostIndexed 1", Description = "ldr.w lr, [sp], #4")]
    [TestCase("f84d ed04", "Store 14 13 -4 PreIndexed 1", Description = "str.w lr, [sp, #-4]!")]
    [TestCase("e96d 4502", "Store 4 13 -8 PreIndexed 2", Description = "strd r4, r5, [sp, #-8]!")]
    [TestCase("e9cd 4502", "Store 4 13 8 Offset 2", Description = "strd r4, r5, [sp, #8]")]
    [TestCase("e8fd 4502", "Load 4 13 8 PostIndexed 2", Description = "ldrd r4, r5, [sp], #8")]
    [TestCase("9401", "Store 4 13 4 Offset 1", Description = "str r4, [sp, #4]")]
    [TestCase("f8d4 5008", "Load 5 4 8 Offset 1", Description = "ldr.w r5, [r4, #8]")]
    [TestCase("4b02", "LoadLiteral 3 100c", Description = "ldr r3, [pc, #8]")]
    [TestCase("f8df 3008", "LoadLiteral 3 100c", Description = "ldr.w r3, [pc, #8]")]
    [TestCase("f85f 3008", "LoadLiteral 3 ffc", Description = "ldr.w r3, [pc, #-8]")]
    [TestCase("2305", "LoadConstant 3 5", Description = "movs r3, #5")]
    [TestCase("f240 536c", "LoadConstant 3 56c", Description = "movw r3, #1388")]
    [TestCase("f2c2 0300", "MoveTop 3 2000", Description = "movt r3, #8192")]
    [TestCase("f04f 4660", "LoadConstant 6 e0000000", Description = "mov.w r6, #3758096384")]
    [TestCase("f06f 0307", "LoadConstant 3 fffffff8", Description = "mvn.w r3, #7")]
    [TestCase("a201", "LoadConstant 2 1008", Description = "adr r2, 1008")]
    [TestCase("e7fe", "Branch 1000", Description = "b .")]
    [TestCase("f7ff bffe", "Branch 1000", Description = "b.w .")]
    [TestCase("d0fe", "ConditionalBranch 1000", Description = "beq .")]
    [TestCase("f43f affe", "ConditionalBranch 1000", Description = "beq.w .")]
    [TestCase("b1a8", "ConditionalBranch 102e", Description = "cbz r0, 102e")]
    [TestCase("b903", "ConditionalBranch 1004", Description = "cbnz r3, 1004")]
    [TestCase("f7ff fffe", "Call 1000", Description = "bl .")]
    [TestCase("4798", "Call 0", Description = "blx r3")]
    [TestCase("4770", "BranchRegister 14", Description = "bx lr")]
    [TestCase("46f7", "BranchRegister 14", Description = "mov pc, lr")]
    [TestCase("e8df f000", "TableBranch 15 0 1", Description = "tbb [pc, r0]")]
    [TestCase("e8df f011", "TableBranch 15 1 2", Description = "tbh [pc, r1, lsl #1]")]
    [TestCase("f852 f023", "LoadPc 2 3", Description = "ldr.w pc, [r2, r3, lsl #2]")]
    [TestCase("bf08", "IfThen 1", Description = "it eq")]
    [TestCase("bf1c", "IfThen 2", Description = "itt ne")]
    [TestCase("bfcb", "IfThen 4", Description = "itete gt")]
    [TestCase("bf00", "None", Description = "nop")]
    [TestCase("f3bf 8f6f", "None", Description = "isb")]
    [TestCase("f380 8808", "WriteSpecial", Description = "msr MSP, r0")]
    [TestCase("f380 8809", "None", Description = "msr PSP, r0")]
    [TestCase("f380 8814", "WriteSpecial", Description = "msr CONTROL, r0")]
    [TestCase("f3ef 8008", "Clobber 0", Description = "mrs r0, MSP")]
    [TestCase("deff", "Trap", Description = "udf #255")]
    [TestCase("f7f0 a000", "Trap", Description = "udf.w #0")]
    [TestCase("be00", "None", Description = "bkpt")]
    [TestCase("df07", "None", Description = "svc 7")]
    [TestCase("e97f e97f", "None", Description = "sg")]
    [TestCase("fbb0 f1f2", "Clobber 1", Description = "udiv r1, r0, r2")]
    [TestCase("fba0 1203", "Clobber 1 2", Description = "umull r1, r2, r0, r3")]
    [TestCase("e850 1f00", "Clobber 1", Description = "ldrex r1, [r0]")]
    [TestCase("e840 1200", "Clobber 2", Description = "strex r2, r1, [r0]")]
    [TestCase("f814 5f01", "Clobber 4 5", Description = "ldrb.w r5, [r4, #1]!")]
    [TestCase("f890 f000", "Clobber", Description = "pld [r0]")]
    [TestCase("ee10 1a10", "Clobber 1", Description = "vmov r1, s0")]
    [TestCase("ee00 1a10", "None", Description = "vmov s0, r1")]
    [TestCase("eef1 fa10", "Clobber", Description = "vmrs APSR_nzcv, fpscr")]
    [TestCase("ec51 0b10", "Clobber 0 1", Description = "vmov r0, r1, d0")]
    [TestCase("ed90 7a00", "None", Description = "vldr s14, [r0]")]
    [TestCase("c807", "Clobber 0 1 2", Description = "ldmia r0!, {r0, r1, r2}")]
    [TestCase("4288", "None", Description = "cmp r0, r1")]
    [TestCase("4008", "Clobber 0", Description = "ands r0, r1")]
    public void Decode_Instruction_GivesItsEffect(string halfwords, string expected)
    {
        int[] code = [.. halfwords.Split(' ').Select(word => Convert.ToInt32(word, 16))];
        ThumbInstruction instruction = ThumbDecoder.Decode(0x1000, code[0], code.Length > 1 ? code[1] : 0);
        Assert.That(instruction.SizeInBytes, Is.EqualTo(2 * code.Length));
        Assert.That(Text(instruction), Is.EqualTo(expected));
    }

    private static string Text(ThumbInstruction i)
    {
        string mask = string.Concat(Enumerable.Range(0, 16).Where(register => (i.Mask & 1 << register) != 0).Select(register => $" {register}"));
        return i.Kind + i.Kind switch
        {
            ThumbKind.StoreMultipleDown or ThumbKind.LoadMultipleUp => $" {i.Rn}{mask}",
            ThumbKind.StoreSinglesDown or ThumbKind.LoadSinglesUp => $" s{i.Rd} {i.Count}",
            ThumbKind.Clobber => mask,
            ThumbKind.AddImmediate => $" {i.Rd} {i.Rn} {i.Immediate}",
            ThumbKind.AddRegister or ThumbKind.SubtractRegister => $" {i.Rd} {i.Rn} {i.Rm}",
            ThumbKind.LoadConstant or ThumbKind.LoadLiteral or ThumbKind.MoveTop => $" {i.Rd} {i.Immediate:x}",
            ThumbKind.Load or ThumbKind.Store => $" {i.Rd} {i.Rn} {i.Immediate} {i.Mode} {i.Count}",
            ThumbKind.Branch or ThumbKind.ConditionalBranch or ThumbKind.Call => $" {i.Target:x}",
            ThumbKind.BranchRegister => $" {i.Rm}",
            ThumbKind.TableBranch => $" {i.Rn} {i.Rm} {i.Count}",
            ThumbKind.LoadPc => $" {i.Rn} {i.Rm}",
            ThumbKind.IfThen => $" {i.Count}",
            _ => "",
        };
    }
}
