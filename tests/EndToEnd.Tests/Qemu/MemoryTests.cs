using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Qemu;

[TestFixture]
public sealed partial class MemoryTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task ReadMemory_PackedStructure_IsInMemoryOrder()
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_LEAF");
        await using DebugSession _ = session;
        string address = await AddressAsync(session, "&g_header", top);
        Assert.That(Convert.ToHexString(await session.ReadMemoryAsync(address, 7)), Is.EqualTo("7E44332211CDAB"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task WriteMemory_Ram_IsReadBackAndSeenByTheProgram()
    {
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_LEAF");
        await using DebugSession _ = session;
        string address = await AddressAsync(session, "&g_use_semihosting", top);
        await session.Client.RequestAsync("writeMemory", new { memoryReference = address, data = Convert.ToBase64String([1, 0, 0, 0]) });
        Assert.That(await session.EvaluateAsync("g_use_semihosting", top), Is.EqualTo("1"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task ReadMemory_EndOfRam_TellsTheUnreadableRest()
    {
        (DebugSession session, _) = await DebugSession.StopOnQemuAsync("gcc-O0-dwarf5", "BP_LEAF");
        await using DebugSession _s = session;
        JsonElement body = await session.Client.RequestAsync("readMemory", new { memoryReference = "0xCCCCCCC0", offset = 0, count = 16 });
        Assert.That(body.TryGetProperty("data", out JsonElement data) ? data.GetString() : string.Empty, Is.Null.Or.Empty);
        Assert.That(body.GetProperty("unreadableBytes").GetInt32(), Is.EqualTo(16));
    }

    /// <summary>objdump says where instructions begin and what they are.</summary>
    [TestCase(-8, 24)]
    [TestCase(0, 10)]
    [CancelAfter(60_000)]
    public async Task Disassemble_AroundThePc_HasTheInstructionsOfObjdump(int from, int count)
    {
        IReadOnlyDictionary<uint, string> listing = await ListingAsync("gcc-Og-dwarf5");
        (DebugSession session, Frame top) = await DebugSession.StopOnQemuAsync("gcc-Og-dwarf5", "BP_MIDDLE");
        await using DebugSession _ = session;
        JsonElement body = await session.Client.RequestAsync("disassemble", new { memoryReference = top.Pc, instructionOffset = from, instructionCount = count, resolveSymbols = true });
        JsonElement[] lines = [.. body.GetProperty("instructions").EnumerateArray()];
        uint[] addresses = [.. lines.Select(line => Number(line.GetProperty("address").GetString()!))];
        uint[] expected = [.. listing.Keys.Order()];
        int at = Array.IndexOf(expected, Number(top.Pc!));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(addresses, Is.EqualTo(expected.Skip(at + from).Take(count)));
            Assert.That(lines.Select(line => Mnemonic(line.GetProperty("instruction").GetString()!)), Is.EqualTo(addresses.Select(address => Mnemonic(listing[address]))));
        }
    }

    private static async Task<string> AddressAsync(DebugSession session, string expression, Frame frame)
    {
        string value = await session.EvaluateAsync(expression, frame);
        return AddressPattern().Match(value).Value;
    }

    private static async Task<IReadOnlyDictionary<uint, string>> ListingAsync(string variant)
    {
        string program = LiveTool.Require("arm-none-eabi-objdump", "binutils-arm-none-eabi");
        using ServerProcess objdump = new(program, ["-d", "-j", ".text", Firmware.ImagePath(variant)]);
        await objdump.WaitForEndAsync(TimeSpan.FromSeconds(20));
        return ListingPattern().Matches(objdump.Output).ToDictionary(
            match => uint.Parse(match.Groups["address"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), match => match.Groups["text"].Value);
    }

    private static uint Number(string reference) => uint.Parse(reference.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Without the width suffix: <c>b.n</c> and <c>b</c> are one instruction to two disassemblers.</summary>
    private static string Mnemonic(string instruction) => WidthPattern().Replace(instruction.Split([' ', '\t'], 2)[0], string.Empty);

    [GeneratedRegex("0x[0-9a-fA-F]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"\.[nw]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WidthPattern();

    [GeneratedRegex(@"^ *(?<address>[0-9a-f]+):\t[0-9a-f ]+\t(?<text>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListingPattern();
}
