using RspDebug.DebugAdapter.Engine.Audit.Breakpoints;
using RspDebug.DebugAdapter.Engine.Audit.DebugInformation;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>Damaged images: a typed error or a report, never another exception or a hang.</summary>
[TestFixture]
public sealed class AuditRobustnessTests
{
    private const int Mutations = 800;

    [TestCase(true)]
    [TestCase(false)]
    public void Run_ImageCutAtEveryLength_EndsWithAReportOrATypedError(bool mapped)
    {
        using PlantedImage image = Plant(mapped);
        byte[] file = image.Build();
        int reports = 0;
        for (int length = 0; length < file.Length; length++)
            reports += Try(image, file[..length]);
        Assert.That(reports, Is.LessThan(file.Length));
    }

    [TestCase(true, 1)]
    [TestCase(false, 2)]
    public void Run_MutatedImage_EndsWithAReportOrATypedError(bool mapped, int seed)
    {
        using PlantedImage image = Plant(mapped);
        byte[] file = image.Build();
        var random = new Random(seed);
        int reports = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = [.. file];
            for (int change = random.Next(1, 4); change > 0; change--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            reports += Try(image, mutated);
        }

        Assert.That(reports, Is.GreaterThan(Mutations / 4), "most single bytes leave an image that can be looked at");
    }

    private static PlantedImage Plant(bool mapped)
    {
        PlantedImage image = new PlantedImage { HasMappingSymbols = mapped }.Code(0xB580, 0x4801, 0xBF08, 0x3001, 0xBD80, 0xBF00).Data(0x1234, 0x5678);
        return image.Function("f", 0x100, parameter: "count", offset: -12).Row(0x100, 10).Row(0x102, 11).Row(0x104, 12).Row(0x106, 13).Row(0x108, 14);
    }

    private static int Try(PlantedImage planted, byte[] file)
    {
        try
        {
            using LoadedImage image = planted.Open(file);
            _ = new BreakpointAudit(image, new() { ListsLines = true }).Run();
            _ = DebugInformationAudit.Run(image);
            return 1;
        }
        catch (Exception typed) when (typed is ImageException or ElfFormatException or DwarfFormatException)
        {
            Assert.That(typed.Message, Is.Not.Empty);
            return 0;
        }
    }
}
