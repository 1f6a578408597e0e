using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Export;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Engine.Trace.Users;
using RspDebug.Swo;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>Timed events in their outputs. The stream: a letter at 5, a write with PC and value delayed until 105, an overflow, a user packet, text.</summary>
public sealed class EventOutputTests
{
    private const string Stream =
        "0148" + "c005" +                               // 'H' on port 0, 5 cycles
        "4700010000" + "8d07" + "d064" +                // PC 0x100 and value 7 of comparator 0, 100 cycles, TC 1
        "70" +                                          // overflow
        "49aa" + "4902" + "4901" + "4a3412" + "30" +    // port 9: AA, length 2, type 1, 0x1234; 3 cycles
        "4901" +                                        // port 9: a stray byte
        "0169" + "010a";                                // "i\n"

    private const string Schema = """{"ports":[9],"types":[{"type":1,"name":"temp","fields":[{"name":"value","kind":"uint16","scale":0.5}]}]}""";

    [Test]
    public async Task Json_Events_HaveTimeAndFields()
    {
        string[] lines = await RunAsync(static output => new UserPacketRouter(
            UserPacketSchemaReader.Parse(Schema, "test"), new TextLineRouter([0], new EventJsonSink(output, new EventJson(1e6)))));
        foreach (string line in lines) Assert.That(() => JsonElement.Parse(line), Throws.Nothing);
        Assert.That(lines, Has.Some.Contains("\"pc\":256,\"access\":\"write\",\"size\":1,\"value\":7"));
        Assert.That(lines, Has.Some.Contains("\"t\":\"user\",\"port\":9,\"type\":1,\"name\":\"temp\",\"fields\":{\"value\":2330}"));
        Assert.That(lines, Has.Some.Contains("\"t\":\"user-damaged\",\"port\":9,\"reason\":\"stray\",\"size\":1"));
        Assert.That(lines, Has.Some.EqualTo("""{"time":{"cycles":[5,5],"us":[5,5],"quality":"exact"},"t":"text","port":0,"text":"Hi"}"""));
        Assert.That(lines[0], Does.StartWith("""{"time":{"cycles":[5,105],"us":[5,105],"quality":"delayed"}"""));
    }

    [Test]
    public async Task Ecs_Events_HaveTheSchemasFields()
    {
        DateTimeOffset start = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);
        string[] lines = await RunAsync(output => new TextLineRouter([0], new EventJsonSink(output, new EcsJson(new EventJson(1e6), start, 1e6))));
        JsonElement text = lines.Select(static line => JsonElement.Parse(line)).Single(static e => e.TryGetProperty("message", out _));
        Assert.That(text.GetProperty("@timestamp").GetString(), Is.EqualTo("2024-01-02T03:04:05.0000050Z"));
        Assert.That(text.GetProperty("message").GetString(), Is.EqualTo("Hi"));
        Assert.That(text.GetProperty("ecs").GetProperty("version").GetString(), Is.EqualTo("8.11"));
        Assert.That(text.GetProperty("event").GetProperty("dataset").GetString(), Is.EqualTo("swo.trace"));
        Assert.That(lines.Select(static line => JsonElement.Parse(line).GetProperty("event").GetProperty("sequence").GetInt64()), Is.EqualTo(Enumerable.Range(0, lines.Length)));
        Assert.That(lines.Single(static line => line.Contains("overflow", StringComparison.Ordinal)), Does.Contain("\"log\":{\"level\":\"warn\"}"));
    }

    [Test]
    public async Task Csv_Events_HaveTimesBeforeTheFields()
    {
        string[] lines = await RunAsync(static output => new EventCsvSink(output));
        Assert.That(lines[..3], Is.EqualTo(new[]
        {
            "low,high,quality,offset,type,source,size,value,detail", "5,5,exact,0,software,0,1,72,", "5,105,delayed,4,data-access,0,1,7,write pc=00000100",
        }));
    }

    // schema | where the mistake is
    [TestCase("", "this is not JSON")]
    [TestCase("[]", "test must be an object")]
    [TestCase("{}", "\"ports\" is missing")]
    [TestCase("""{"ports":[],"types":[]}""", "It names no port")]
    [TestCase("""{"ports":[300],"types":[]}""", "ports must be a number from 0 to 255")]
    [TestCase("""{"ports":[1],"types":[],"prots":1}""", "there is no \"prots\"")]
    [TestCase("""{"ports":[1],"types":[{"type":1,"name":"x","fields":[{"name":"f","kind":"uint24"}]}]}""", "types[0].fields[0].kind: \"uint24\" is not one of uint8")]
    [TestCase("""{"ports":[1],"types":[{"type":1,"name":"x","fields":[{"name":"f","kind":"text","length":99999999999}]}]}""", "types[0].fields[0].length must be a number from 0 to 255")]
    [TestCase("""{"ports":[1],"types":[{"type":1,"name":"x","fields":[{"name":"f","kind":"text"},{"name":"g","kind":"uint8"}]}]}""", "no length and is not the last")]
    public void Parse_BadSchema_SaysWhere(string json, string part) =>
        Assert.That(() => UserPacketSchemaReader.Parse(json, "test"), Throws.TypeOf<UserPacketSchemaException>().With.Message.Contains(part));

    [Test]
    public void Parse_SchemaCutAnywhere_IsATypedError()
    {
        for (int length = 0; length < Schema.Length; length++)
            Assert.That(() => UserPacketSchemaReader.Parse(Schema[..length], "test"), Throws.TypeOf<UserPacketSchemaException>(), $"{length}");
        UserPacketSchema whole = UserPacketSchemaReader.Parse(Schema, "test");
        Assert.That((whole.Ports[0], whole.Types[0].Fields[0].Scale), Is.EqualTo((9, 0.5)));
    }

    private static async Task<string[]> RunAsync(Func<Stream, ITraceEventSink> create)
    {
        using var input = new MemoryStream(Convert.FromHexString(Stream));
        using var output = new MemoryStream();
        await using StreamTraceSource source = StreamTraceSource.Of("test", input);
        await new TraceReader(source, new SwoDecoderOptions { Format = SwoFormat.Raw }).RunAsync([new TraceEvents(TimestampOptions.CoreClock(), [create(output)])], CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
