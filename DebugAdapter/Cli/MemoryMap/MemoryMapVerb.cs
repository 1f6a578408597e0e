using System.CommandLine;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.MemoryUse;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli.MemoryMap;

/// <summary><c>memory-map</c>: what an image takes of flash and RAM.</summary>
internal sealed class MemoryMapVerb : IVerb
{
    private readonly Option<string> _elf = new("--elf") { Description = "The firmware's ELF file.", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _regions = new("--region")
    {
        Description = "A memory of the chip, such as flash=0:1M or ram=0x20000000:256K; may be repeated. Without any, use is shown and sizes are not known.",
        HelpName = "NAME=START:SIZE",
    };

    private readonly Option<int> _top = new("--top") { Description = "How many of the largest symbols are shown.", HelpName = "N", DefaultValueFactory = static _ => 20 };
    private readonly Option<string?> _json = new("--json") { Description = "Write it as JSON to this file, or to standard output for `-`.", HelpName = "FILE|-" };
    private readonly Option<string?> _html = new("--html") { Description = "Write it as HTML with a treemap to this file.", HelpName = "FILE" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("memory-map", "Shows what an image takes of flash and RAM: regions, sections, largest symbols, stack.") { _elf, _regions, _top, _json, _html };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        UsedRegion[] regions = [.. (parsed.GetValue(_regions) ?? []).Select(Region)];
        using LoadedImage image = LoadedImage.Open(parsed.GetValue(_elf)!);
        ImageUse use = ImageUseReader.Read(image.Elf, image.Path, regions);
        if (parsed.GetValue(_json) is { } json)
        {
            Stream output = OutputTarget.Open("--json", json);
            await using (output.ConfigureAwait(false)) ImageUseJson.Write(output, use);
        }

        if (parsed.GetValue(_html) is { } html)
            await File.WriteAllTextAsync(html, ImageUseHtml.Write(use, Math.Max(0, parsed.GetValue(_top))), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json) != "-")
            await Console.Out.WriteAsync(ImageUseText.Write(use, Math.Max(0, parsed.GetValue(_top)))).ConfigureAwait(false);
        return use.Regions.Any(static region => region.IsTooSmall) ? ExitCode.CheckFailed : ExitCode.Success;
    }

    private static UsedRegion Region(string text)
    {
        string[] parts = text.Split('=', ':');
        if (parts.Length == 3 && parts[0].Length > 0 && LaunchAddress.TryParse(parts[1], out LaunchAddress start) && SizeOf(parts[2]) is { } size && start.Value + size <= 1UL << 32)
            return new UsedRegion(parts[0], start.Value, size);
        throw new UsageException($"--region: \"{text}\" is not NAME=START:SIZE, such as flash=0:1M.");
    }

    // Sizes as linker scripts have them: 0x100000, 1024K, 1M.
    private static ulong? SizeOf(string text)
    {
        (string digits, ulong unit) = text.Length == 0 ? (text, 1UL) : char.ToUpper(text[^1], CultureInfo.InvariantCulture) switch
        {
            'K' => (text[..^1], 1UL << 10),
            'M' => (text[..^1], 1UL << 20),
            _ => (text, 1UL),
        };
        return LaunchAddress.TryParse(digits, out LaunchAddress size) && size.Value is > 0 and <= 1UL << 32 ? size.Value * unit : null;
    }
}
