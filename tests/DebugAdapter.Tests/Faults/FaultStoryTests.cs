using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Faults;

namespace RspDebug.DebugAdapter.Tests.Faults;

/// <summary>The bits of CFSR and HFSR, as the ARMv7-M manual lists them (B3.2.15, B3.2.16), and the causes that are guessed from them.</summary>
[TestFixture]
public sealed class FaultStoryTests
{
    private const uint Forced = 1u << 30;

    // CFSR | HFSR | BFAR | id | part of the likely cause
    [TestCase(0x0000_0001u, Forced, 0u, "MemManage: IACCVIOL", "a jump to 0x00000200")]
    [TestCase(0x0000_0082u, Forced, 0u, "MemManage: DACCVIOL", "a null pointer: 0x00000004")]
    [TestCase(0x0000_0010u, Forced, 0u, "MemManage: MSTKERR", "stack overflow")]
    [TestCase(0x0000_0100u, Forced, 0u, "BusFault: IBUSERR", "a jump to")]
    [TestCase(0x0000_8200u, Forced, 0x4000_F000u, "BusFault: PRECISERR", "nothing answers at 0x4000f000")]
    [TestCase(0x0000_8200u, Forced, 0x0000_0010u, "BusFault: PRECISERR", "a null pointer: 0x00000010")]
    [TestCase(0x0000_0400u, Forced, 0u, "BusFault: IMPRECISERR", "DISDEFWBUF")]
    [TestCase(0x0000_1000u, Forced, 0u, "BusFault: STKERR", "stack overflow")]
    [TestCase(0x0001_0000u, Forced, 0u, "UsageFault: UNDEFINSTR", "ran into data")]
    [TestCase(0x0002_0000u, Forced, 0u, "UsageFault: INVSTATE", "function pointer")]
    [TestCase(0x0004_0000u, Forced, 0u, "UsageFault: INVPC", "overwritten")]
    [TestCase(0x0008_0000u, Forced, 0u, "UsageFault: NOCP", "CPACR")]
    [TestCase(0x0100_0000u, Forced, 0u, "UsageFault: UNALIGNED", "larger alignment")]
    [TestCase(0x0200_0000u, Forced, 0u, "UsageFault: DIVBYZERO", "divisor is 0")]
    [TestCase(0x0000_0000u, 2u, 0u, "HardFault: VECTTBL", "VTOR")]
    [TestCase(0x0000_0000u, 1u << 31, 0u, "HardFault: DEBUGEVT", "BKPT")]
    [TestCase(0x0000_0000u, Forced, 0u, "HardFault: FORCED", "do not tell")]
    [TestCase(0x0300_0000u, Forced, 0u, "UsageFault: UNALIGNED DIVBYZERO", "divisor is 0")]
    public void Tell_Registers_NameTheFaultAndItsCause(uint cfsr, uint hfsr, uint bfar, string id, string cause)
    {
        FaultStory story = FaultStory.Tell(new FaultRegisters(cfsr, hfsr, 0, 0x4, bfar), new FaultSite(3) { Pc = 0x200 })!;
        Assert.That(story.Id, Is.EqualTo(id));
        Assert.That(story.LikelyCause, Does.Contain(cause));
        Assert.That(story.Describe(), Does.StartWith(id).And.Contain($"CFSR=0x{cfsr:x8}"));
    }

    [Test]
    public void Tell_NothingRecordedOutsideAHandler_IsNoFault() => Assert.That(FaultStory.Tell(new FaultRegisters(0, 0, 0, 0, 0), new FaultSite(null)), Is.Null);

    [Test]
    public void Tell_AddressNotValid_IsNotShown() =>
        Assert.That(FaultStory.Tell(new FaultRegisters(0x200, Forced, 0, 0, 0x4000_F000), new FaultSite(3))!.Address, Is.Null);

    [Test]
    public void Json_OfAStory_HasItsFields()
    {
        var site = new FaultSite(3) { Pc = 0x200, FrameBase = 0x2000_1000, Registers = [new("r0", 7)], Instruction = "sdiv r0, r1, r2", Place = "f (a.c:3)" };
        using JsonDocument json = JsonDocument.Parse(FaultJson.Write(FaultStory.Tell(new FaultRegisters(0x0200_0000, Forced, 0, 0, 0), site)));
        JsonElement fault = json.RootElement.GetProperty("fault");
        Assert.That(fault.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[]
        {
            "id", "handler", "flags", "address", "likelyCause", "pc", "place", "instruction", "frame", "registers", "cfsr", "hfsr", "mmfar", "bfar",
        }));
        Assert.That((fault.GetProperty("handler").GetString(), fault.GetProperty("flags").GetArrayLength(), fault.GetProperty("registers").GetProperty("r0").GetInt32()), Is.EqualTo(("HardFault", 2, 7)));
        Assert.That(fault.GetProperty("address").ValueKind, Is.EqualTo(JsonValueKind.Null));
        using JsonDocument none = JsonDocument.Parse(FaultJson.Write(null));
        Assert.That(none.RootElement.GetProperty("fault").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }
}
