using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Rtt;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Cli.Rtt;

/// <summary><c>rtt</c>: the RTT channels of a running target; up to the standard output, the standard input down.</summary>
internal sealed class RttVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly Option<int> _channel = new("--channel") { Description = "The channel, up and down.", HelpName = "N" };
    private readonly Option<bool> _list = new("--list") { Description = "List the channels and end." };
    private readonly Option<string?> _address = new("--address") { Description = "Where the control block is, or where the search begins. Default: symbol _SEGGER_RTT.", HelpName = "ADDRESS" };
    private readonly Option<int> _search = new("--search") { Description = "How many bytes to search from --address.", HelpName = "BYTES" };
    private readonly Option<int> _poll = new("--poll") { Description = "Milliseconds between two looks; where the server cannot do without, the target is halted for a moment at each.", HelpName = "MS", DefaultValueFactory = static _ => 50 };
    private readonly Option<double?> _for = new("--for") { Description = "End after this time.", HelpName = "SECONDS" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("rtt", "Shows what the firmware sends over RTT, and sends it what is typed.") { _channel, _list, _address, _search, _poll, _for };
        _target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(shared, parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(SharedOptions shared, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_channel) is < 0 or > 63) throw new UsageException("--channel: channels have numbers from 0 to 63.");
        LaunchReading launch = _target.Read(parsed, static keys =>
        {
            foreach (string key in (string[])["swoConfig", "rttConfig", "gdbServerPort"]) keys.Remove(key);
        });
        using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
        HeadlessSession session = await TargetConnection.OpenAsync(launch, logs, cancellationToken).ConfigureAwait(false);
        session.LeavesRunning = true;
        await using var ending = session.ConfigureAwait(false);
        (uint start, int search) = PlaceOf(parsed, session.Session.Image?.Elf);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (parsed.GetValue(_for) is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1_000_000)));
        var link = new RttLink(session, (start, search), TimeSpan.FromMilliseconds(Math.Clamp(parsed.GetValue(_poll), 1, 10_000)));
        try
        {
            await link.FindAsync(launch.Request == LaunchRequest.Launch, limit.Token).ConfigureAwait(false);
            if (parsed.GetValue(_list)) await ListAsync(link).ConfigureAwait(false);
            else await link.RunAsync(parsed.GetValue(_channel), Console.OpenStandardInput(), Console.OpenStandardOutput(), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && link.IsFound)
        {
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new EnvironmentException($"There is no RTT control block at 0x{start:x8}. Does the firmware initialise RTT, and is --elf what runs?");
        }
        catch (Exception failed) when (failed is EngineException or RspException)
        {
            throw new EnvironmentException(failed.Message, failed);
        }

        return ExitCode.Success;
    }

    private (uint Start, int SearchSizeInBytes) PlaceOf(ParseResult parsed, ElfImage? elf)
    {
        int search = Math.Clamp(parsed.GetValue(_search), 0, 1 << 26);
        if (parsed.GetValue(_address) is { } text)
            return LaunchAddress.TryParse(text, out LaunchAddress address) && address.Value <= uint.MaxValue ? ((uint)address.Value, search)
                : throw new UsageException($"--address: \"{text}\" is not an address, such as 0x20000000.");
        return elf is not null && elf.Symbols.TryFind("_SEGGER_RTT", out ElfSymbol block) ? ((uint)block.Address.Value, search)
            : throw new EnvironmentException("The image has no symbol _SEGGER_RTT. Give the firmware by --elf, built with RTT, or --address, with --search to look for the block from there.");
    }

    private static async Task ListAsync(RttLink link)
    {
        foreach (string line in await link.DescribeAsync().ConfigureAwait(false))
            await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
    }
}
