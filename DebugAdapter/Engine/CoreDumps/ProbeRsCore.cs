namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Core dumps of probe-rs: a MessagePack map with <c>registers</c> by DCRSR selector and <c>data</c> as pairs of range and bytes.</summary>
/// <remarks>probe-rs, <c>CoreDump</c>; selectors: Armv7-M ARM, C1.6.3 (DCRSR.REGSEL).</remarks>
internal static class ProbeRsCore
{
    /// <summary>Reads a dump.</summary>
    /// <exception cref="CoreFormatException">Damaged, or not a core dump.</exception>
    public static CoreDump Read(ReadOnlyMemory<byte> bytes)
    {
        Dictionary<object, object?> dump = As<Dictionary<object, object?>>(new MessagePackReader(bytes).Read(), "the dump");
        var registers = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach ((object selector, object? value) in As<Dictionary<object, object?>>(dump.GetValueOrDefault("registers"), "`registers`"))
            Add(registers, As<long>(selector, "a register's selector"), Number(value, "a register's value"));
        List<MemoryPart> memory = [.. As<List<object?>>(dump.GetValueOrDefault("data"), "`data`").Select(Part)];
        return new CoreDump("probe-rs core dump", registers, memory);
    }

    private static MemoryPart Part(object? pair)
    {
        if (As<List<object?>>(pair, "an item of `data`") is not [var range, var content]) throw Unexpected("an item of `data`", "a range and bytes");
        uint start = Number(As<Dictionary<object, object?>>(range, "a range of `data`").GetValueOrDefault("start"), "the start of a range");
        return new MemoryPart(start, content is ReadOnlyMemory<byte> bytes ? bytes : Bytes(As<List<object?>>(content, "the content of a range")));
    }

    // serde writes Vec<u8> as an array of numbers unless it is told otherwise.
    private static byte[] Bytes(List<object?> items) => [.. items.Select(item => item is long and >= 0 and <= byte.MaxValue and var value
        ? (byte)(long)value
        : throw Unexpected("a byte of `data`", "a number up to 255"))];

    private static void Add(Dictionary<string, uint> registers, long selector, uint value)
    {
        switch (selector)
        {
            case <= 12 and >= 0: registers[$"r{selector}"] = value; break;
            case 13: registers["sp"] = value; break;
            case 14: registers["lr"] = value; break;
            case 15: registers["pc"] = value; break;
            case 16: registers["xpsr"] = value; break;
            case 17: registers["msp"] = value; break;
            case 18: registers["psp"] = value; break;
            case 20:
                (registers["primask"], registers["basepri"], registers["faultmask"], registers["control"]) =
                    (value & 0xFF, (value >> 8) & 0xFF, (value >> 16) & 0xFF, value >> 24);
                break;
            case 33: registers["fpscr"] = value; break;
            case >= 64 and < 96: registers[$"s{selector - 64}"] = value; break;
        }
    }

    // A value stands in a map of one pair that names its width: {"U32": 1}.
    private static uint Number(object? value, string what)
    {
        if (value is Dictionary<object, object?> { Count: 1 } typed) value = typed.Values.Single();
        return value is long and >= 0 and <= uint.MaxValue and var number ? (uint)(long)number : throw Unexpected(what, "a number of 32 bits");
    }

    private static T As<T>(object? value, string what) => value is T expected ? expected : throw Unexpected(what, typeof(T) == typeof(long) ? "a number" : typeof(T) == typeof(List<object?>) ? "a list" : "a map");

    private static CoreFormatException Unexpected(string what, string expected) => new($"{what} is missing or not {expected}", -1);
}
