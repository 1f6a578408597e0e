using System.Globalization;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.MemoryUse;
using RspDebug.DebugAdapter.Tests.Cli;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.MemoryUse;

/// <summary><c>memory-map</c>; the oracles are size, nm and readelf.</summary>
[TestFixture]
public sealed class ImageUseTests
{
    private static readonly UsedRegion[] Chip = [new("flash", 0, 1 << 20), new("ram", 0x2000_0000, 256 << 10)];

    private static IEnumerable<string> Images => Firmware.Variants;

    [TestCaseSource(nameof(Images))]
    public async Task Read_Totals_AreThoseOfSize(string variant)
    {
        string[] cells = (await RunAsync("size", Firmware.ImagePath(variant))).Split('\n')[1].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        ImageUse use = Read(variant, Chip);
        Assert.That(new[] { use.TextInBytes, use.DataInBytes, use.BssInBytes }, Is.EqualTo(cells[..3].Select(static cell => long.Parse(cell, CultureInfo.InvariantCulture))));
    }

    [TestCaseSource(nameof(Images))]
    public async Task Read_Symbols_AreThoseOfNm(string variant)
    {
        // address size type name; the kinds are those of functions and variables.
        var expected = new HashSet<(uint, uint)>();
        foreach (string[] cells in (await RunAsync("nm", "-S", Firmware.ImagePath(variant))).Split('\n').Select(static line => line.Split(' ')).Where(static cells => cells.Length == 4 && "tTwWdDbBrRvV".Contains(cells[2], StringComparison.Ordinal)))
            expected.Add((Hex(cells[0]) & (char.ToUpperInvariant(cells[2][0]) is 'T' or 'W' ? ~1u : uint.MaxValue), Hex(cells[1])));
        ImageUse use = Read(variant, Chip);
        Assert.That(use.Symbols.Select(static symbol => (symbol.Address, symbol.SizeInBytes)), Is.EquivalentTo(expected));
        Assert.That(use.Symbols.Select(static symbol => symbol.SizeInBytes), Is.Ordered.Descending);
    }

    [TestCaseSource(nameof(Images))]
    public async Task Read_Flash_EndsWhereTheLastSegmentDoes(string variant)
    {
        // readelf -lW: Type Offset VirtAddr PhysAddr FileSiz ...
        uint end = (await RunAsync("readelf", "-lW", Firmware.ImagePath(variant))).Split('\n').Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static cells => cells.Length > 5 && cells[0] == "LOAD" && Hex(cells[3][2..]) < 0x2000_0000).Max(static cells => Hex(cells[3][2..]) + Hex(cells[4][2..]));
        Assert.That(Read(variant, Chip).Regions.Single(static region => region.Name == "flash").EndOfUse, Is.EqualTo(end));
    }

    [Test]
    public void Read_Stack_IsTheVectorTablesTopAndTheLinkersLimit()
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath("gcc-Og-dwarf5"));
        StackBounds stack = ImageUseReader.Read(image.Elf, image.Path, Chip).Stack!;
        Assert.That(image.Elf.Symbols.TryFind("__stack_top", out Dwarf.Elf.ElfSymbol top) || image.Elf.Symbols.TryFind("__StackTop", out top) || image.Elf.Symbols.TryFind("_estack", out top), Is.True);
        Assert.That(stack.Top, Is.EqualTo((uint)top.Address.Value));
        Assert.That(stack.SizeInBytes, Is.Positive);
    }

    [Test]
    public void Read_RegionThatIsTooSmall_IsNamed() =>
        Assert.That(Read("gcc-Og-dwarf5", [new("flash", 0, 1024)]).Regions.Select(static region => (region.Name, region.IsTooSmall)), Has.Member(("flash", true)).And.Member(("ram", false)));

    [Test]
    public async Task Verb_JsonTextAndExitCode()
    {
        string elf = Firmware.ImagePath("gcc-Og-dwarf5");
        (int code, string output, string errors) = await AdapterCommand.RunAsync(null, "memory-map", "--elf", elf, "--region", "flash=0:1M", "--region", "ram=0x20000000:256K", "--json", "-");
        JsonElement json = JsonDocument.Parse(output).RootElement;
        ImageUse use = Read("gcc-Og-dwarf5", Chip);
        Assert.That((code, json.GetProperty("schema").GetInt32(), json.GetProperty("totals").GetProperty("text").GetInt64()), Is.EqualTo((0, 1, use.TextInBytes)), errors);
        Assert.That(json.GetProperty("symbols").GetArrayLength(), Is.EqualTo(use.Symbols.Count));
        Assert.That(json.GetProperty("regions").EnumerateArray().Select(static region => region.GetProperty("sizeInBytes").GetInt64()), Is.EqualTo(new[] { 1L << 20, 256L << 10 }));
        Assert.That(json.GetProperty("stack").GetProperty("top").GetUInt32(), Is.EqualTo(use.Stack!.Top));
        (code, output, _) = await AdapterCommand.RunAsync(null, "memory-map", "--elf", elf, "--region", "flash=0:1K", "--top", "1");
        Assert.That((code, output.Contains("TOO SMALL", StringComparison.Ordinal), output.Contains(use.Symbols[0].Name, StringComparison.Ordinal)), Is.EqualTo((1, true, true)));
        (code, _, errors) = await AdapterCommand.RunAsync(null, "memory-map", "--elf", elf, "--region", "flash");
        Assert.That((code, errors), Is.EqualTo((2, "--region: \"flash\" is not NAME=START:SIZE, such as flash=0:1M." + Environment.NewLine)));
    }

    [Test]
    public async Task Html_InABrowser_DrawsTheTreemapAndLoadsNothing()
    {
        if (ExternalProgram.Find("chromium") is not { } chromium) { Assert.Ignore("chromium is not installed: nobody draws the treemap."); return; }
        string html = ImageUseHtml.Write(Read("gcc-Og-dwarf5", Chip), 20), file = Path.Combine(Path.GetTempPath(), $"rsp-debug-map-{Guid.NewGuid():n}.html");
        await File.WriteAllTextAsync(file, html);
        try
        {
            string dom = await ExternalProgram.RunAsync(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", $"file://{file}"]);
            Assert.That(dom, Does.Contain("treemap-viz").And.Contain("It fits."));
            Assert.That(dom.Split("<rect").Length, Is.GreaterThan(50), "a rectangle for each part");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ImageUse Read(string variant, IReadOnlyList<UsedRegion> regions)
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant));
        return ImageUseReader.Read(image.Elf, image.Path, regions);
    }

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        if (ExternalProgram.Find("arm-none-eabi-" + tool) is not { } program) { Assert.Ignore($"arm-none-eabi-{tool} is not installed"); return ""; }
        return await ExternalProgram.RunAsync(program, arguments);
    }
}
