using RspDebug.RspClient;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.TargetDescription;
using RspDebug.RspClient.Tests.Captures;
using RspDebug.RspClient.Tests.Framing;
using RspDebug.Testing;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>Mutated real exchanges into the decoder, and what it lets pass into the parsers of the replies.</summary>
[TestFixture]
public sealed class PacketFuzzTests
{
    private const int MaxPayloadInBytes = 4096;
    private static readonly int Packets = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 10_000_000 : 60_000;

    [Test]
    public void Packets_MutatedOnTheWireOrInsideAGoodFrame_DecodeOrAreDamageAndParseOrAreNot()
    {
        IReadOnlyList<(string Request, byte[] Wire)> corpus = Corpus.Load();
        var random = new Random(2026);
        var decoder = new PacketDecoder(MaxPayloadInBytes);
        long frames = 0, understood = 0, rejected = 0, before = GC.GetTotalMemory(forceFullCollection: true);
        for (int count = 0; count < Packets; count++)
        {
            (string request, byte[] wire) = corpus[random.Next(corpus.Count)];
            byte[] bytes = random.Next(3) == 0 ? Reframe(wire, random) : Mutation.Apply(wire, random);
            decoder.Push(bytes);
            while (decoder.TryRead(out PacketFrame frame))
            {
                frames++;
                Assert.That(frame.Payload.Length, Is.LessThanOrEqualTo(MaxPayloadInBytes));
                if (frame.Kind != FrameKind.Packet) continue;
                if (Parse(request, frame.Payload.ToArray()) is true) understood++;
                else rejected++;
            }
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Out.WriteLine($"{Packets} packets, {corpus.Count} exchanges, {frames} frames, {understood} replies understood, {rejected} rejected, {decoder.Statistics.BadChecksums} bad checksums, memory grown by {grown} bytes");
        Assert.That(understood, Is.GreaterThan(Packets / 100));
        Assert.That(rejected, Is.GreaterThan(Packets / 1000));
        Assert.That(grown, Is.LessThan(4 << 20), "memory is bounded");
    }

    [Test]
    public void Documents_Mutated_ParseOrThrowProtocolExceptions()
    {
        byte[] target = System.Text.Encoding.UTF8.GetBytes("""
            <?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd"><target version="1.0"><architecture>arm</architecture>
            <feature name="org.gnu.gdb.arm.m-profile"><reg name="r0" bitsize="32" regnum="0"/><reg name="xPSR" bitsize="32" regnum="16"/></feature></target>
            """);
        byte[] map = "<?xml version=\"1.0\"?><memory-map>\\n<memory type=\"flash\" start=\"0x0\" length=\"0x100000\"><property name=\"blocksize\">0x1000</property></memory></memory-map>"u8.ToArray();
        byte[] threads = "<?xml version=\"1.0\"?><threads><thread id=\"1\" name=\"main\">running</thread></threads>"u8.ToArray();
        var random = new Random(7);
        int parsed = 0, refused = 0;
        for (int count = 0; count < Packets / 20; count++)
        {
            var diagnostics = new List<string>();
            try
            {
                switch (count % 3)
                {
                    case 0:
                        TargetXml.Parse(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [TargetXml.MainDocument] = Mutation.Apply(target, random) }, diagnostics);
                        break;
                    case 1:
                        MemoryMap.Parse(Mutation.Apply(map, random), diagnostics);
                        break;
                    default:
                        ThreadDocument.Parse(Mutation.Apply(threads, random));
                        break;
                }

                parsed++;
            }
            catch (RspProtocolException error)
            {
                Assert.That(error.Message, Is.Not.Empty);
                refused++;
            }
        }

        Assert.That((parsed, refused), Is.Not.EqualTo((0, 0)));
        Assert.That(refused, Is.GreaterThan(0));
    }

    // A payload changed inside a frame whose sum is right again: what a sum lets pass.
    private static byte[] Reframe(byte[] wire, Random random)
    {
        int start = Array.IndexOf(wire, (byte)'$'), end = Array.LastIndexOf(wire, (byte)'#');
        byte[] payload = start >= 0 && end > start ? wire[(start + 1)..end] : wire;
        if (payload.Length == 0) payload = [(byte)'O'];
        return FakeFraming.Frame(System.Text.Encoding.Latin1.GetString(Mutation.Apply(payload, random)));
    }

    private static bool? Parse(string request, byte[] reply)
    {
        try
        {
            return ExchangeChecker.Understands(request, reply);
        }
        catch (FormatException)
        {
            // The logged request is one that no request type of ours sends: its length is no number.
            return null;
        }
    }
}
