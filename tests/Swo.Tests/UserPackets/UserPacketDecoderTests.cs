using System.Collections.Immutable;
using RspDebug.Swo.Itm;
using RspDebug.Swo.UserPackets;

namespace RspDebug.Swo.Tests.UserPackets;

internal sealed class UserPacketDecoderTests
{
    private static readonly UserPacketSchema Schema = new(
        [9],
        [
            new UserPacketType(1, "tick", [new("id", UserFieldKind.UInt8) { Names = ImmutableDictionary<long, string>.Empty.Add(7, "motor") }, new("tick", UserFieldKind.UInt16)]),
            new UserPacketType(2, "mixed", [new("signed", UserFieldKind.Int16), new("volts", UserFieldKind.Int32) { Scale = 0.001 }, new("name", UserFieldKind.Text)]),
            new UserPacketType(3, "float", [new("value", UserFieldKind.Float32), new("raw", UserFieldKind.Bytes) { Length = 2 }]),
        ]);

    // Bytes, | is a break | what comes out.
    [TestCase("aa0301 070102", "tick id=7(motor) tick=513")]
    [TestCase("aa0301 070102 aa0301 080001", "tick id=7(motor) tick=513; tick id=8 tick=256")]
    [TestCase("aa0801 0102", "invalid aa; stray 08010102", Description = "a length that the type does not have")]
    [TestCase("5566 aa0301 070102", "stray 5566; tick id=7(motor) tick=513")]
    [TestCase("aa02 aa0301 070102", "invalid aa; stray 02; tick id=7(motor) tick=513")]
    [TestCase("aa0301 07", "cut aa030107")]
    [TestCase("aa0301 07 | aa0301 080001", "cut aa030107; tick id=8 tick=256")]
    [TestCase("aa0301 070102 | aa0301 080001", "tick id=7(motor) tick=513; tick id=8 tick=256")]
    [TestCase("aa0a02 feff e8030000 41424300", "mixed signed=-2 volts=1 name=ABC")]
    [TestCase("aa0603 0000803f aaaa", "float value=1 raw=aaaa")]
    [TestCase("aa0277 0102", "type 119 0102")]
    [TestCase("aa0077", "type 119 ")]
    [TestCase("", "")]
    public void TryRead_Bytes_GivePackets(string hex, string expected)
    {
        foreach (int size in (int[])[1, 2, 4]) Assert.That(Read(Schema, hex, size), Is.EqualTo(expected), $"written {size} bytes at a time");
    }

    [Test]
    public void TryRead_UnknownTypesRejected_AreDamage() =>
        Assert.That(Read(Schema with { RejectsUnknownTypes = true }, "aa0277 0102 aa0301 070102", 1), Is.EqualTo("invalid aa; stray 02770102; tick id=7(motor) tick=513"));

    [Test]
    public void TryRead_RandomBytes_AreAllAccountedFor()
    {
        var random = new Random(5);
        byte[] bytes = new byte[100_000];
        random.NextBytes(bytes);
        for (int i = 0; i < bytes.Length; i++) if (random.Next(8) == 0) bytes[i] = 0xaa;
        var decoder = new UserPacketDecoder(Schema, 9);
        long seen = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            decoder.Push(new SoftwareWrite(9, 1, bytes[i]), default);
            if (i % 500 == 0) decoder.Break();
            while (decoder.TryRead(out UserPacket packet)) seen += packet.Payload.Length + (packet.Status == UserPacketStatus.Whole ? 3 : 0);
        }

        decoder.Complete();
        while (decoder.TryRead(out UserPacket packet)) seen += packet.Payload.Length + (packet.Status == UserPacketStatus.Whole ? 3 : 0);
        Assert.That(seen, Is.EqualTo(bytes.Length));
    }

    [Test]
    public void FindMistake_BadSchemas_AreNamed()
    {
        Assert.That(Schema.FindMistake(), Is.Null);
        Assert.That((Schema with { Ports = [] }).FindMistake(), Does.Contain("port"));
        Assert.That((Schema with { Types = [Schema.Types[0], Schema.Types[0]] }).FindMistake(), Does.Contain("more than once"));
        Assert.That((Schema with { LongestPayloadInBytes = 2 }).FindMistake(), Does.Contain("takes"));
        Assert.That(() => new UserPacketDecoder(Schema with { Ports = [300] }, 9), Throws.ArgumentException);
    }

    private static string Read(UserPacketSchema schema, string hex, int size)
    {
        var decoder = new UserPacketDecoder(schema, 9);
        var list = new List<string>();
        string[] parts = hex.Replace(" ", "", StringComparison.Ordinal).Split('|');
        for (int part = 0; part < parts.Length; part++)
        {
            if (part > 0) decoder.Break();
            byte[] bytes = Convert.FromHexString(parts[part]);
            for (int at = 0; at < bytes.Length;)
            {
                int count = bytes.Length - at >= size ? size : 1;
                uint value = 0;
                for (int i = 0; i < count; i++) value |= (uint)bytes[at + i] << 8 * i;
                decoder.Push(new SoftwareWrite(9, count, value), default);
                at += count;
                while (decoder.TryRead(out UserPacket packet)) list.Add(Text(packet));
            }
        }

        decoder.Complete();
        while (decoder.TryRead(out UserPacket packet)) list.Add(Text(packet));
        return string.Join("; ", Joined(list));
    }

    /// <summary>Stray bytes come as they arrive; how many reports they take depends on the writes.</summary>
    private static IEnumerable<string> Joined(List<string> list)
    {
        string? stray = null;
        foreach (string text in list)
        {
            if (text.StartsWith("stray ", StringComparison.Ordinal))
            {
                stray = stray is null ? text : stray + text["stray ".Length..];
                continue;
            }

            if (stray is not null) yield return stray;
            stray = null;
            yield return text;
        }

        if (stray is not null) yield return stray;
    }

    private static string Text(UserPacket packet)
    {
        if (packet.Status != UserPacketStatus.Whole) return $"{packet.Status.ToString().ToLowerInvariant()} {Convert.ToHexStringLower(packet.Payload)}";
        if (packet.Layout is null) return $"type {packet.Type} {Convert.ToHexStringLower(packet.Payload)}";
        string text = packet.Layout.Name;
        UserFieldReader fields = packet.Fields;
        while (fields.TryRead(out UserField field))
        {
            string value = field.Field.Kind switch
            {
                UserFieldKind.Text => System.Text.Encoding.UTF8.GetString(field.Bytes),
                UserFieldKind.Bytes => Convert.ToHexStringLower(field.Bytes),
                _ => $"{field.Number}",
            };
            text += $" {field.Field.Name}={value}{(field.Name is { } name ? $"({name})" : "")}";
        }

        return text;
    }
}
