using System.Text;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Swo;
using RspDebug.Swo.Detection;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class TextSinkTests
{
    // "Hi\n" on port 0, the second letter as a word, "ok" on port 1 in one halfword, a zero byte alone.
    private const string Stream = "0148" + "0369000000" + "0a6f6b" + "0100" + "010a";

    [TestCase(new[] { 0 }, false, "Hi\n")]
    [TestCase(new[] { 0 }, true, "Hi\0\0\0\0\n")]
    [TestCase(new[] { 1 }, false, "ok")]
    [TestCase(new[] { 0, 1 }, false, "[0] Hi\n[1] ok\n")]
    public async Task Console_Ports_GiveTheirText(int[] ports, bool keepZeros, string expected)
    {
        using var output = new MemoryStream();
        var sink = new ConsoleTextSink(output, ports, keepZeros);
        await RunAsync(Stream + "13", sink);
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo(expected));
    }

    [Test]
    public async Task Csv_Packets_HaveTheirColumns()
    {
        using var output = new MemoryStream();
        await RunAsync("0ad204" + "0e0b10" + "b778563412" + "c013" + "1500" + "80", new PacketCsvSink(output));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo("""
            offset,type,source,size,value,detail
            0,software,1,2,1234,
            3,exception,11,,,enter
            6,data-value,3,4,305419896,read
            11,local-timestamp,,,19,tc=0
            13,pc-sample,,,,sleeping
            15,malformed,,1,,reserved-header

            """));
    }

    private static async Task RunAsync(string hex, IPacketSink sink)
    {
        using var input = new MemoryStream(Convert.FromHexString(hex));
        await using StreamTraceSource source = StreamTraceSource.Of("test", input);
        await new TraceReader(source, new SwoDecoderOptions { Format = SwoFormat.Raw }).RunAsync([sink], CancellationToken.None);
    }
}
