using System.Diagnostics;
using System.Text.Json;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Itm;

/// <summary>A synthetic stream whose generator writes down each packet as it makes it: the list is the oracle.</summary>
internal sealed class GeneratedStreamTests
{
    private const int SizeInBytes = 400_000;

    private byte[] _stream = [];
    private string[] _expected = [];

    [OneTimeSetUp]
    public void Generate()
    {
        string source = SharedFiles.Find("tools/itm/gen_itm.c");
        if (!Tool("gcc")) Assert.Ignore("gcc, which builds the stream generator, is not installed");
        string folder = Directory.CreateTempSubdirectory("itm").FullName;
        try
        {
            Run("gcc", "-O1", "-w", "-o", $"{folder}/gen", source);
            Run($"{folder}/gen", $"{folder}/stream", $"{SizeInBytes}", "42", "--events", $"{folder}/events");
            _stream = File.ReadAllBytes($"{folder}/stream");
            _expected = [.. File.ReadLines($"{folder}/events").Select(Translate)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void TryRead_WholeStream_GivesTheGeneratorsPackets()
    {
        Assert.That(_expected, Has.Length.GreaterThan(100_000));
        Assert.That(Decode(() => _stream.Length), Is.EqualTo(_expected));
    }

    [TestCase(1)]
    [TestCase(7)]
    public void TryRead_FixedPieces_GiveTheSame(int piece) => Assert.That(Decode(() => piece), Is.EqualTo(_expected));

    [Test]
    public void TryRead_RandomPieces_GiveTheSame()
    {
        var random = new Random(9);
        Assert.That(Decode(() => random.Next(1, 5000)), Is.EqualTo(_expected));
    }

    [Test]
    public void TryRead_CutAtEveryLength_GivesAPrefix()
    {
        byte[] head = _stream[..3000];
        string[] whole = [.. Text(ItmDecoderTests.Packets(head, Tracked))];
        for (int length = 0; length < head.Length; length++)
        {
            string[] packets = [.. Text(ItmDecoderTests.Packets(head[..length], Tracked))];
            int same = packets.Length > 0 && packets[^1].Contains("incomplete", StringComparison.Ordinal) ? packets.Length - 1 : packets.Length;
            Assert.That(packets.AsSpan(0, same).SequenceEqual(whole.AsSpan(0, same)), $"cut at {length}");
        }
    }

    [Test]
    public void TryRead_StartedAnywhere_FindsTheWayBack()
    {
        // Ports are left out: a start in the middle may miss the page they belong to.
        var expected = new HashSet<string>(_expected.Where(NoPort));
        for (int start = 1; start < 100; start++)
        {
            string[] packets = [.. Text(ItmDecoderTests.Packets(_stream[start..10_000], null), start).Where(NoPort)];
            Assert.That(packets.Count(packet => !expected.Contains(packet)), Is.LessThan(20), $"from byte {start}, of {packets.Length}");
        }

        static bool NoPort(string packet) => !packet.Contains(" software ", StringComparison.Ordinal);
    }

    private static ItmDecoderOptions Tracked { get; } = new() { TrackPages = true };

    private static IEnumerable<string> Text(IEnumerable<ItmPacket> packets, long shift = 0) => packets.Select(packet => $"{packet.Offset + shift} {packet}");

    private string[] Decode(Func<int> piece) => [.. Text(ItmDecoderTests.Packets(_stream, Tracked, piece))];

    private static string Translate(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement e = document.RootElement;
        string text = e.GetProperty("t").GetString() switch
        {
            "sync" => "sync",
            "ovf" => "overflow",
            "sw" => $"software port={N("port")} size={N("size")} value={N("value"):x}",
            "lts1" => $"local-timestamp delta={N("ts")} tc={N("tc")} form=1",
            "lts2" => $"local-timestamp delta={N("ts")} tc=0 form=2",
            "gts1" => $"global-timestamp part=1 bits={N("bits")} value={N("ts"):x}{(N("wrap") != 0 ? " wrap" : "")}{(N("clkch") != 0 ? " clock-change" : "")}",
            "gts2" => $"global-timestamp part=2 bits={(N("bytes") == 4 ? 22 : 38)} value={N("ts"):x}",
            "ext" => $"extension page={N("page")}",
            "evt" => $"event-counter flags={N("flags")}",
            "exc" => $"exception number={N("num")} {(N("fn") == 1 ? "enter" : N("fn") == 2 ? "exit" : "return")}",
            "pc" when e.TryGetProperty("sleep", out _) => "pc-sample sleeping",
            "pc" when e.TryGetProperty("prohibited", out _) => "pc-sample prohibited",
            "pc" => $"pc-sample pc={N("pc"):x}",
            "dpc" => $"data-pc comparator={N("cmp")} pc={N("pc"):x}",
            "daddr" => $"data-address comparator={N("cmp")} address={N("addr"):x}",
            "dval" => $"data-value comparator={N("cmp")} {(N("wr") != 0 ? "write" : "read")} size={N("size")} value={N("value"):x}",
            var other => throw new InvalidDataException(other),
        };
        return $"{N("off")} {text}";

        ulong N(string name) => e.GetProperty(name).GetUInt64();
    }

    private static bool Tool(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} ended with {process.ExitCode}");
    }
}
