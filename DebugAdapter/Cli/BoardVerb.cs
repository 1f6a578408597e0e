using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.DebugAdapter.Cli;

/// <summary><c>board</c>: runs the virtual board as a server for debuggers, for OpenOCD and for SWO readers.</summary>
internal sealed class BoardVerb : IVerb
{
    private readonly Option<string?> _elf = new("--elf") { Description = "Firmware that is in the board's flash.", HelpName = "FILE" };
    private readonly Option<int?> _rsp = Port("--rsp", "Speak GDB's remote serial protocol on this port (the default front end; 0 picks a free port).");
    private readonly Option<int?> _stLink = Port("--stlink", "Be an ST-LINK for OpenOCD's `st-link backend tcp` on this port.");
    private readonly Option<int?> _swo = Port("--swo", "Give out the SWO bytes on this port.");

    private readonly Option<uint> _interrupts = new("--interrupts") { Description = "Interrupts at random instructions: cycles between two of them, on average.", HelpName = "CYCLES" };
    private readonly Option<int> _seed = new("--seed") { Description = "Start value of the random interrupts.", HelpName = "N", DefaultValueFactory = static _ => 1 };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("board", "Runs the virtual board (a simulated nRF52840) as a server.") { _elf, _rsp, _stLink, _swo, _interrupts, _seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            int? rsp = parsed.GetValue(_rsp), stLink = parsed.GetValue(_stLink), swo = parsed.GetValue(_swo);
            InterruptStormOptions? storm = parsed.GetValue(_interrupts) is > 0 and var cycles ? new(parsed.GetValue(_seed), cycles) : null;
            return await RunAsync(
                () => BoardServer.Start(parsed.GetValue(_elf), rsp ?? (stLink is null && swo is null ? 0 : null), stLink, swo, storm), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(Func<BoardServer> start, CancellationToken cancellationToken)
    {
        try
        {
            BoardServer server = start();
            await using var ending = server.ConfigureAwait(false);
            await TellAsync("RSP", server.Rsp).ConfigureAwait(false);
            await TellAsync("ST-LINK", server.StLink).ConfigureAwait(false);
            await TellAsync("SWO", server.Swo).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Success;
        }
        catch (SocketException taken)
        {
            throw new EnvironmentException($"A port cannot be listened on: {taken.Message}. Choose another one, or 0 for a free one.", taken);
        }
        catch (ImageException image)
        {
            throw new EnvironmentException(image.Message, image);
        }
    }

    private static async ValueTask TellAsync(string what, IPEndPoint? endPoint)
    {
        if (endPoint is not null)
            await Console.Out.WriteLineAsync($"{what} on {endPoint}").ConfigureAwait(false);
    }

    private static Option<int?> Port(string name, string description) => new(name) { Description = description, HelpName = "PORT" };
}
