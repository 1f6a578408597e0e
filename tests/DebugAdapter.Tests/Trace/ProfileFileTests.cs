using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>Profile files of a recorded trace, read back by other means than ours.</summary>
public sealed class ProfileFileTests
{
    private TraceProfile _profile = null!;

    [OneTimeSetUp]
    public async Task Record()
    {
        BoardTrace trace = BoardTrace.Record(2_000_000, 8, 1 | 1 << 12 | 1 << 9);
        var histogram = new PcHistogram();
        await trace.DecodeAsync(histogram);
        using LoadedImage image = LoadedImage.Open(BoardTrace.Image);
        _profile = TraceProfile.Of(histogram, image);
        Assert.That(_profile.Total, Is.GreaterThan(500));
    }

    [Test]
    public void Folded_Counts_AddUp()
    {
        using var text = new StringWriter();
        FoldedStacks.Write(_profile, text);
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Sum(static line => long.Parse(line[(line.LastIndexOf(' ') + 1)..])), Is.EqualTo(_profile.Total));
        Assert.That(lines, Has.Some.StartWith("factorial "));
    }

    [Test]
    public void Speedscope_File_HasItsSchemasMembers()
    {
        using var file = new MemoryStream();
        SpeedscopeFile.Write(_profile, "firmware", file);
        JsonElement root = JsonElement.Parse(file.ToArray());
        JsonElement profile = root.GetProperty("profiles")[0];
        int frames = root.GetProperty("shared").GetProperty("frames").GetArrayLength();
        Assert.That(profile.GetProperty("type").GetString(), Is.EqualTo("sampled"));
        Assert.That(profile.GetProperty("samples").GetArrayLength(), Is.EqualTo(profile.GetProperty("weights").GetArrayLength()));
        Assert.That(profile.GetProperty("weights").EnumerateArray().Sum(static w => w.GetInt64()), Is.EqualTo(_profile.Total).And.EqualTo(profile.GetProperty("endValue").GetInt64()));
        Assert.That(profile.GetProperty("samples").EnumerateArray().SelectMany(static s => s.EnumerateArray()).Max(static f => f.GetInt32()), Is.LessThan(frames));
    }

    [Test]
    public void Pprof_File_HasSamplesThatAddUpAndNames()
    {
        using var file = new MemoryStream();
        PprofFile.Write(_profile, "firmware.elf", file);
        using var gzip = new GZipStream(new MemoryStream(file.ToArray()), CompressionMode.Decompress);
        using var message = new MemoryStream();
        gzip.CopyTo(message);
        long total = 0;
        var strings = new List<string>();
        foreach ((int field, byte[] bytes) in Fields(message.ToArray()))
        {
            if (field == 6) strings.Add(Encoding.UTF8.GetString(bytes));
            if (field == 2) total += (long)Varint(Fields(bytes).Single(static f => f.Field == 2).Bytes, 0).Value;
        }

        Assert.That(total, Is.EqualTo(_profile.Total));
        Assert.That(strings[0], Is.Empty, "the format's first string");
        Assert.That(strings, Does.Contain("factorial").And.Contain("samples").And.Contain("firmware.elf"));
    }

    private static List<(int Field, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        for (int at = 0; at < message.Length;)
        {
            (ulong key, at) = Varint(message, at);
            (ulong value, at) = Varint(message, at);
            if ((key & 7) == 0)
            {
                fields.Add(((int)(key >> 3), [(byte)value]));
                continue;
            }

            Assert.That(key & 7, Is.EqualTo(2), "a wire type that pprof does not have");
            fields.Add(((int)(key >> 3), message[at..(at + (int)value)]));
            at += (int)value;
        }

        return fields;
    }

    private static (ulong Value, int Next) Varint(byte[] bytes, int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            value |= (ulong)(bytes[at] & 0x7f) << shift;
            if (bytes[at++] < 0x80) return (value, at);
        }
    }
}
