using System.Text;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkLogs;

/// <summary>Each form of log is recognised, and gives the same conversation.</summary>
[TestFixture]
public sealed class LinkLogFormatTests
{
    private static readonly string[] Expected = ["> Packet qC", "< Packet QC1", "> Packet m20000000,4", "< Packet 01020304"];

    private static IEnumerable<TestCaseData> Samples
    {
        get
        {
            yield return Sample("gdb", "w +$qC#b4\nr +$QC1#c5\nw +$m20000000,4#4f\nr +$01020304#8a\n");
            yield return Sample("gdb", "w 2b247143236234\nr 2b24514331236335\nw 2b246d32303030303030302c34233466\nr 2b2430313032303330342338 61\n".Replace("8 61", "861", StringComparison.Ordinal));
            yield return Sample("gdb-debug", """
                47592.371400 [remote] start_remote_1: enter
                47592.371481   [remote] Sending packet: $qC#b4
                47592.371600   [remote] Received Ack
                47592.371700   [remote] Packet received: QC1
                warning: something else
                47592.371800   [remote] Sending packet: $m20000000,4#4f
                47592.371900   [remote] Packet received: 01020304
                """);
            yield return Sample("gdb-debug", """
                (gdb) target remote :3333
                Sending packet: $qC#b4...Ack
                Packet received: QC1
                Sending packet: $m20000000,4#4f...Packet received: 01020304
                """);
            yield return Sample("openocd", """
                Info : 12 30 core.c:1 main(): [nrf52.cpu] Examination succeed
                Debug: 221 4221 gdb_server.c:1070 gdb_new_connection(): New GDB Connection: 1, Target nrf52.cpu, state: halted
                Debug: 245 4231 gdb_server.c:390 gdb_log_incoming_packet(): [nrf52.cpu] received packet: qC
                Debug: 246 4231 gdb_server.c:406 gdb_log_outgoing_packet(): [nrf52.cpu] sending packet: $QC1#c5
                Debug: 257 4232 gdb_server.c:390 gdb_log_incoming_packet(): [nrf52.cpu] received packet: m20000000,4
                Debug: 260 4233 gdb_server.c:406 gdb_log_outgoing_packet(): [nrf52.cpu] sending packet: $01020304#8a
                """);
            yield return Sample("openocd", """
                Debug: 245 4231 gdb_server.c:390 fetch_packet(): received packet: 'qC'
                Debug: 246 4231 gdb_server.c:406 gdb_put_packet_inner(): sending packet '$QC1#c5'
                Debug: 257 4232 gdb_server.c:390 fetch_packet(): received packet: 'm20000000,4'
                Debug: 260 4233 gdb_server.c:406 gdb_put_packet_inner(): sending packet '$01020304#8a'
                """);
            yield return Sample("jlink", """
                SEGGER J-Link GDB Server V7.50 LogFile
                03-00000000-00-00000000-0014: Waiting for GDB
                line
                00-00000001-00-00000039-0007: +$qC#b4
                01-00000001-00-00000040-0008: +$QC1#c5
                00-00000001-00-00000041-0010: +$m20000000,4#4f
                02-00000001-00-00000042-0010: Reading 4 bytes
                01-00000001-00-00000043-000D: +$01020304#8a
                """);
            yield return Sample("lldb", """
                (lldb) log enable gdb-remote packets
                1700000000.100000 <   6> send packet: $qC#b4
                1700000000.200000 <   7> read packet: $QC1#c5
                1700000000.300000 <  15> send packet: $m20000000,4#4f
                1700000000.400000 <  12> read packet: $01020304#8a
                """);
            yield return Sample("proxy", """
                # rsp-debug proxy log 1, to localhost:3333, began 2026-01-01T00:00:00Z
                0.000001 -- connected
                0.000100 -> +$qC#b4
                0.000200 <- +$QC1#c5
                0.000300 -> +$m200000
                0.000301 -> 00,4#4f
                0.000400 <- +$01020304#8a
                """);
            yield return Sample("rsp-debug", """
                12:00:00.000001 INF engine Session started
                12:00:00.000100 VRB rsp    -> Packet $qC#b4
                12:00:00.000200 VRB rsp    <- Packet QC1
                23:59:59.999900 VRB rsp    -> Packet $m20000000,4#4f
                00:00:00.000100 VRB rsp    <- Packet 01020304
                """);
            yield return Sample("rsp-debug", """
                    0.000100 -> packet $qC#b4
                    0.000200 <- packet QC1
                    0.000300 -> packet +$m20000000,4#4f
                    0.000400 <- packet 01020304
                """);
            yield return Sample("wireshark", """
                ===================================================================
                Follow: tcp,hex
                Filter: tcp.stream eq 0
                Node 0: 127.0.0.1:40000
                Node 1: 127.0.0.1:3333
                00000000  2b 24 71 43 23 62 34                              +$qC#b4
                ~00000000  2b 24 51 43 31 23 63 35                           +$QC1#c5
                00000007  2b 24 6d 32 30 30 30 30  30 30 30 2c 34 23 34 66  +$m20000 000,4#4f
                ~00000008  2b 24 30 31 30 32 30 33  30 34 23 38 61           +$010203 04#8a
                ===================================================================
                """.Replace('~', '\t'));
            yield return Sample("wireshark", """
                Follow: tcp,raw
                ~2b247143236234
                2b24514331236335
                ~2b246d32303030303030302c34233466
                2b24303130323033303423 3861
                """.Replace("23 38", "2338", StringComparison.Ordinal).Replace('~', '\t'));
            yield return Sample("hex", """
                00000000: 2b24 7143 2362 342b 2451 4331 2363 352b  +$qC#b4+$QC1#c5+
                00000010: 246d 3230 3030 3030 3030 2c34 2334 662b  $m20000000,4#4f+
                00000020: 2430 3130 3230 3330 3423 3861            $01020304#8a
                """);
            yield return Sample("hex", """
                00000000  2b 24 71 43 23 62 34 2b  24 51 43 31 23 63 35 2b  |+$qC#b4+$QC1#c5+|
                00000010  24 6d 32 30 30 30 30 30  30 30 2c 34 23 34 66 2b  |$m20000000,4#4f+|
                00000020  24 30 31 30 32 30 33 30  34 23 38 61              |$01020304#8a|
                """);
            yield return Sample("hex", """
                TX: 2b 24 71 43 23 62 34
                RX: 2b 24 51 43 31 23 63 35
                TX: 2b 24 6d 32 30 30 30 30 30 30 30 2c 34 23 34 66
                RX: 2b 24 30 31 30 32 30 33 30 34 23 38 61
                """);
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void Open_Sample_IsRecognisedAndRead(string format, string text)
    {
        (LinkLogFormat found, IEnumerable<LinkRecord> records) = LinkLogFormats.Open(Lines(text));
        Assert.That(found.Name, Is.EqualTo(format));
        Assert.That(Packets(records), Is.EqualTo(Expected));
    }

    [TestCaseSource(nameof(Samples))]
    public void Read_SampleCutAnywhereAndRepeated_NeverFails(string format, string text)
    {
        for (int length = 0; length <= text.Length; length += 3)
        {
            var analyser = new LinkAnalyser();
            foreach (LinkRecord record in LinkLogFormats.Find(format)!.Read(Lines(text[..length] + "\n" + text))) analyser.Push(record);
            Assert.That(analyser.Finish(("cut", format)).Requests, Is.GreaterThan(0));
        }
    }

    [Test]
    public void Read_EveryFormOnEveryOther_NeverFails()
    {
        foreach (LinkLogFormat format in LinkLogFormats.All)
        {
            foreach (TestCaseData sample in Samples) Assert.That(() => format.Read(Lines((string)sample.Arguments[1]!)).Count(), Throws.Nothing, format.Name);
        }
    }

    [Test]
    public void Read_MutatedSamples_NeverFails()
    {
        var random = new Random(1);
        foreach (TestCaseData sample in Samples)
        {
            byte[] bytes = Encoding.Latin1.GetBytes((string)sample.Arguments[1]!);
            for (int round = 0; round < 200; round++)
            {
                byte[] mutated = [.. bytes];
                for (int hit = random.Next(1, 6); hit > 0; hit--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                var analyser = new LinkAnalyser();
                foreach (LinkRecord record in LinkLogFormats.Find((string)sample.Arguments[0]!)!.Read(Lines(Encoding.Latin1.GetString(mutated)))) analyser.Push(record);
                Assert.That(LinkReport.ToHtml(analyser.Finish(("mutated", "")), AuditSeverity.Error), Is.Not.Empty);
            }
        }
    }

    [Test]
    public void Read_NumbersThatAreTooLong_NeverFails()
    {
        foreach (TestCaseData sample in Samples)
        {
            string text = Regex.Replace((string)sample.Arguments[1]!, "[0-9]+", "99999999999999999999999999", RegexOptions.None, TimeSpan.FromSeconds(10));
            foreach (LinkLogFormat format in LinkLogFormats.All)
            {
                var analyser = new LinkAnalyser();
                foreach (LinkRecord record in format.Read(Lines(text + "\n" + (string)sample.Arguments[1]!))) analyser.Push(record);
                Assert.That(analyser.Finish(("long", format.Name)).Records, Is.GreaterThanOrEqualTo(0));
            }
        }
    }

    // An expression that goes through a line once for each of its letters would run into its time limit.
    [TestCase(' ')]
    [TestCase('0')]
    [TestCase('<')]
    [TestCase('$')]
    [TestCase(':')]
    [TestCase('.')]
    public void Weigh_LongLine_IsGoneThroughOnce(char letter)
    {
        string line = new(letter, 1 << 20);
        foreach (LinkLogFormat format in LinkLogFormats.All)
            Assert.That(() => format.Weigh(line) + format.Read([new LogLine(1, line)]).Count(), Throws.Nothing, format.Name);
    }

    [Test]
    public void Read_GdbDebugRemote_TakesBinaryCutAndInterruptedPackets()
    {
        const string Text = """
            [remote] Sending packet: $X20001000,4:\001\002\000#71
            [remote] Packet received: OK
            [remote] Sending packet: $qXfer:features:read:target.xml:0,1000#0c
            [remote] Packet received: l<?xml version="1.0"?>\n<tar [2666 bytes omitted]
            [remote] Sending packet: $vCont;c#a8
            [remote] pass_ctrlc: enter
            [remote] Packet received: T02
            [remote] getpkt_or_notif_sane_1: Timed out.
            [remote] Notification received: Stop:T05
            """;
        LinkRecord[] records = [.. new GdbDebugLog().Read(Lines(Text))];
        Assert.That(records.Select(static record => record.Kind), Is.EqualTo(new[]
        {
            LinkRecordKind.OpaquePacket, LinkRecordKind.Packet, LinkRecordKind.Packet, LinkRecordKind.OpaquePacket, LinkRecordKind.Packet, LinkRecordKind.Bytes,
            LinkRecordKind.Packet, LinkRecordKind.Timeout, LinkRecordKind.Notification,
        }));
        Assert.That(records[0].Data.ToArray(), Is.EqualTo("X20001000,4:\u0001\u0002\0"u8.ToArray()));
        Assert.That(records[5].Data.ToArray(), Is.EqualTo(new byte[] { 0x03 }));
    }

    [Test]
    public void Open_EmptyLog_SaysThatItIs() =>
        Assert.That(() => LinkLogFormats.Open(Lines("")), Throws.TypeOf<LinkLogException>().With.Message.EqualTo("The log is empty."));

    [Test]
    public void Open_TextWithoutPackets_SaysWhatCanBeRead() =>
        Assert.That(() => LinkLogFormats.Open(Lines("Hello\nworld\n")), Throws.TypeOf<LinkLogException>().With.Message.Contains("openocd -d3").And.Message.Contains("remotelogfile"));

    [Test]
    public void Format_EveryByte_IsReadBack()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(static value => (byte)value), .. "\\x41\\"u8];
        string line = ProxyLog.Format(TimeSpan.FromSeconds(1.5), LinkDirection.ToClient, all);
        LinkRecord record = new ProxyLog().Read(Lines(line)).Single();
        Assert.That(record.Data.ToArray(), Is.EqualTo(all));
        Assert.That((record.Direction, record.Time), Is.EqualTo((LinkDirection.ToClient, (TimeSpan?)TimeSpan.FromSeconds(1.5))));
    }

    [Test]
    public void Read_Utf16WithByteOrderMark_GivesItsText()
    {
        byte[] text = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("w $qC#b4\r\nr $QC1#c5\r\n")];
        Assert.That(LogLines.Read(new MemoryStream(text)).Select(static line => line.Text), Is.EqualTo(new[] { "w $qC#b4", "r $QC1#c5" }));
    }

    // file | requests | rules beyond notes
    [TestCase("rsp/gdb-openocd-stlink.remotelog", 356, "write-refused")]
    [TestCase("rsp/gdb-openocd-load-stlink.remotelog", 2653, "")]
    public void Analyse_RealSession_FindsItsOnlyFault(string file, int requests, string rules)
    {
        using FileStream stream = File.OpenRead(SharedData.Require(file));
        (LinkLogFormat format, IEnumerable<LinkRecord> records) = LinkLogFormats.Open(LogLines.Read(stream));
        var analyser = new LinkAnalyser();
        foreach (LinkRecord record in records) analyser.Push(record);
        LinkSummary summary = analyser.Finish((file, format.Name));
        Assert.That((format.Name, summary.Requests, summary.EndsWithAcks, summary.Retransmissions), Is.EqualTo(("gdb", (long)requests, false, 0)));
        Assert.That(string.Join(' ', summary.Findings.Where(static f => f.Severity > AuditSeverity.Note).Select(static f => f.Rule)), Is.EqualTo(rules));
    }

    private static IEnumerable<LogLine> Lines(string text) => LogLines.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)));

    private static List<string> Packets(IEnumerable<LinkRecord> records)
    {
        FrameReader client = new(LinkDirection.ToStub), stub = new(LinkDirection.ToClient);
        var events = new List<LinkEvent>();
        foreach (LinkRecord record in records) (record.Direction == LinkDirection.ToStub ? client : stub).Push(record, 0, events);
        return [.. events.Where(static e => e.Kind is not (LinkEventKind.Ack or LinkEventKind.Opened or LinkEventKind.Note))
            .Select(static e => $"{(e.Direction == LinkDirection.ToStub ? ">" : "<")} {e.Kind} {LogText.Shorten(e.Payload)}")];
    }

    private static TestCaseData Sample(string format, string text) => new TestCaseData(format, text).SetArgDisplayNames(format, text[..Math.Min(24, text.Length)].ReplaceLineEndings(" "));
}
