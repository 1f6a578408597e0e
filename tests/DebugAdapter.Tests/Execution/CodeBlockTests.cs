using RspDebug.DebugAdapter.Engine.Execution;

namespace RspDebug.DebugAdapter.Tests.Execution;

[TestFixture]
public sealed class CodeBlockTests
{
    private const uint Base = 0x100;

    // code from 0x100 (assembled with arm-none-eabi-as 2.40) | PC | first and last-plus-one address, instructions from PC on, exits | what it is
    [TestCase("01200130 01307047", 0x100u, "100-106 3 106", TestName = "Find_StraightCode_EndsAtTheReturn")]
    [TestCase("01200130 fdf7fef8", 0x100u, "100-104 2 104", TestName = "Find_Call_EndsInFrontOfIt")]
    [TestCase("01200130 b7ee000a", 0x100u, "100-104 2 104", TestName = "Find_FloatingPoint_EndsInFrontOfIt")]
    [TestCase("01200130 50e8000f", 0x100u, "100-104 2 104", TestName = "Find_LoadExclusive_EndsInFrontOfIt")]
    [TestCase("01200130 80f31488", 0x100u, "100-104 2 104", TestName = "Find_WriteToControl_EndsInFrontOfIt")]
    [TestCase("01200130 00df0130", 0x100u, "100-104 2 104", TestName = "Find_SupervisorCall_EndsInFrontOfIt")]
    [TestCase("01200130 dfe800f0", 0x100u, "100-104 2 104", TestName = "Find_TableBranch_EndsInFrontOfIt")]
    [TestCase("01200130 30bf0130", 0x100u, "100-104 2 104", TestName = "Find_Wait_EndsInFrontOfIt")]
    [TestCase("01307047", 0x100u, "none", TestName = "Find_OneInstruction_IsNotWorthIt")]
    [TestCase("00be0130", 0x100u, "none", TestName = "Find_AtBkpt_IsNone")]
    [TestCase("01300139 fcd17047", 0x100u, "100-106 3 106", TestName = "Find_LoopFromItsStart_IsWhole")]
    [TestCase("01300139 fcd17047", 0x102u, "100-106 2 106", TestName = "Find_LoopFromItsMiddle_IsWhole")]
    [TestCase("01300139 fcd17047", 0x104u, "100-106 1 106", TestName = "Find_LoopFromItsLastInstruction_IsWhole")]
    [TestCase("fdf7fef8 fcd17047", 0x104u, "none", TestName = "Find_LoopOverACall_IsNotTaken")]
    [TestCase("01200130 01e00130 7047", 0x100u, "100-106 3 106,10a", TestName = "Find_JumpAlwaysTaken_EndsBehindIt")]
    [TestCase("012008bf 012001307047", 0x100u, "100-108 4 108", TestName = "Find_ItBlock_IsInside")]
    [TestCase("01200130 08bf7047 0130", 0x100u, "100-104 2 104", TestName = "Find_ItBlockWithAReturn_IsLeftOut")]
    [TestCase("01200130 08bf02e0 01307047", 0x100u, "100-10a 5 10a,10e", TestName = "Find_ConditionalJumpByIt_GoesOnBehindIt")]
    public void Find_Code_GivesTheBlock(string hex, uint pc, string expected) => Assert.That(Describe(hex, pc), Is.EqualTo(expected));

    [Test]
    public void Find_EveryPlaceOutside_IsNeverInTheBlock([Range(0x102u, 0x106u, 2u)] uint barred)
    {
        // A breakpoint, or another line.
        CodeBlock? block = Find("0120013001300130 7047", Base, address => address != barred);
        Assert.That(block?.End ?? barred, Is.EqualTo(barred));
    }

    [Test]
    public void Find_InsideAnItBlock_IsNone() =>
        Assert.That(CodeBlock.Find(Base, 0x0000_0800, _ => true, address => Fetch(Convert.FromHexString("0130013001307047"), address)), Is.Null);

    // A block never reaches past the end of the code, nor into its middle, wherever it is cut.
    [Test]
    public void Find_CodeCutAnywhere_EndsAtAnInstruction([Range(0, 12)] int length)
    {
        CodeBlock? block = Find(Convert.ToHexString(Convert.FromHexString("0120013040F20000013001307047")[..length]), Base, _ => true);
        Assert.That(block?.End ?? Base, Is.AnyOf(Base, 0x104u, 0x108u, 0x10Au, 0x10Cu).And.LessThanOrEqualTo(Base + (uint)length));
    }

    private static string Describe(string hex, uint pc) =>
        Find(hex, pc, _ => true) is { } block ? $"{block.Start:x}-{block.End:x} {block.Instructions} {string.Join(',', block.Exits.Order().Select(static exit => $"{exit:x}"))}" : "none";

    private static CodeBlock? Find(string hex, uint pc, Func<uint, bool> contains)
    {
        byte[] code = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        return CodeBlock.Find(pc, 0x0100_0000, contains, address => Fetch(code, address));
    }

    private static ReadOnlyMemory<byte> Fetch(byte[] code, uint address) =>
        address < Base || address - Base >= code.Length ? ReadOnlyMemory<byte>.Empty : code.AsMemory((int)(address - Base), (int)Math.Min(4, code.Length - (address - Base)));
}
