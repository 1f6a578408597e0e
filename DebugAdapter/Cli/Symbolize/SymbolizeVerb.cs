using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary><c>symbolize</c>: addresses in; functions, lines and inline chains out.</summary>
internal sealed class SymbolizeVerb : IVerb
{
    private readonly Option<string> _elf = new("--elf") { Description = "The firmware's ELF file.", HelpName = "FILE", Required = true };
    private readonly Option<bool> _inlines = new("--inlines", "-i") { Description = "Tell the callers too into which the code was inlined." };
    private readonly Option<string?> _json = new("--json") { Description = "Write a line of JSON an address (- for standard output).", HelpName = "FILE|-" };
    private readonly Argument<string[]> _addresses = new("ADDRESS")
    {
        Description = "Hexadecimal addresses; none, or -, reads them from the standard input, one a line, and answers each at once.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("symbolize", "Tells the function, file, line and inline chain of addresses.") { _elf, _inlines, _json, _addresses };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using LoadedImage image = LoadedImage.Open(parsed.GetValue(_elf)!);
        if (!image.Info.IsPresent)
            await Console.Error.WriteLineAsync($"'{image.Path}' has no debug information: only symbol names are known. Build with -g.").ConfigureAwait(false);
        ILookupWriter writer = parsed.GetValue(_json) is { } json
            ? new JsonLookupWriter(OutputTarget.Open("--json", json), parsed.GetValue(_inlines))
            : new TextLookupWriter(new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024), parsed.GetValue(_inlines));
        using (writer)
        {
            string[] given = parsed.GetValue(_addresses) ?? [];
            return given is [] or ["-"]
                ? await AnswerAsync(image, Console.OpenStandardInput(), writer, cancellationToken).ConfigureAwait(false)
                : Answer(image, given, writer);
        }
    }

    private static async Task<int> AnswerAsync(LoadedImage image, Stream requests, ILookupWriter writer, CancellationToken cancellationToken)
    {
        int code = ExitCode.Success;
        await foreach (IReadOnlyList<string> batch in RequestLines.ReadAsync(requests, cancellationToken).ConfigureAwait(false))
        {
            code |= Answer(image, batch, writer);
            writer.Flush();
        }

        return code;
    }

    private static int Answer(LoadedImage image, IReadOnlyList<string> requests, ILookupWriter writer)
    {
        AddressLookup[] found = LookupBatch.Find(image, requests);
        foreach (AddressLookup one in found) writer.Write(one);
        return Array.TrueForAll(found, one => one.Address is not null) ? ExitCode.Success : ExitCode.CheckFailed;
    }
}
