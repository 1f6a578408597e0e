using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.LinkBench;

namespace RspDebug.DebugAdapter.Cli.BenchLink;

/// <summary>The options of <c>bench link</c> besides target and reports.</summary>
internal sealed class BenchLinkOptions
{
    private const int MostBytes = 1 << 20;
    private readonly Option<int> _count = new("--count") { Description = "Requests of each kind and size.", HelpName = "N", DefaultValueFactory = static _ => 200 };
    private readonly Option<double> _limit = new("--seconds") { Description = "At most so long for each kind and size, after a few requests.", HelpName = "S", DefaultValueFactory = static _ => 4 };
    private readonly Option<string?> _sizes = new("--sizes") { Description = "Sizes of memory accesses in bytes, rising.", HelpName = "N,N,..." };
    private readonly Option<string?> _ram = new("--ram") { Description = "RAM that is read and written, and put back; 0x20000000 unless told.", HelpName = "ADDRESS" };
    private readonly Option<string?> _command = new("--monitor") { Description = "A command of the server without an effect, to be measured; one is known for most servers.", HelpName = "COMMAND" };
    private readonly Option<bool> _readOnly = new("--read-only") { Description = "Neither write memory nor step." };

    /// <summary><c>--swd-khz</c>.</summary>
    public Option<double?> SwdKhz { get; } = new("--swd-khz") { Description = "The clock of the debug port, to compare with its limit; OpenOCD is asked.", HelpName = "KHZ" };

    /// <summary><c>--acks</c>.</summary>
    public Option<bool> Acks { get; } = new("--acks") { Description = "Leave acknowledgements on." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_count, _limit, _sizes, _ram, _command, _readOnly, SwdKhz, Acks]) command.Add(option);
    }

    /// <summary>What is measured.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public LinkBenchOptions Read(ParseResult parsed)
    {
        int count = parsed.GetValue(_count);
        double seconds = parsed.GetValue(_limit);
        if (count is < 1 or > 1_000_000) throw new UsageException($"--count: {count} is not between 1 and 1000000.");
        if (seconds is not (> 0 and < 86_400)) throw new UsageException("--seconds: must be above 0 and below a day.");
        if (parsed.GetValue(SwdKhz) is <= 0) throw new UsageException("--swd-khz: must be above 0, such as 4000.");
        bool changes = !parsed.GetValue(_readOnly);
        var options = new LinkBenchOptions { Count = count, Limit = TimeSpan.FromSeconds(seconds), Command = parsed.GetValue(_command), Writes = changes, Steps = changes };
        if (parsed.GetValue(_ram) is { } ram) options = options with { Ram = ReadAddress(ram) };
        return parsed.GetValue(_sizes) is { } sizes ? options with { Sizes = ReadSizes(sizes) } : options;
    }

    private static uint ReadAddress(string text)
    {
        string digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint address) && address % 4 == 0
            ? address : throw new UsageException($"--ram: \"{text}\" is no address of a word, such as 0x20000000.");
    }

    private static ImmutableArray<int> ReadSizes(string text)
    {
        int[] sizes = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= MostBytes
            ? size : throw new UsageException($"--sizes: \"{part}\" is no number of bytes from 1 to {MostBytes}."))];
        return [.. sizes.Distinct().Order()];
    }
}
