using System.CommandLine;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary><c>demo</c>: a scripted session with firmware that the program brings along, through a DAP server of its own.</summary>
internal sealed class DemoVerb : IVerb
{
    public Command Build(SharedOptions shared)
    {
        var command = new Command("demo", "A scripted debug session on firmware that comes with the program, printed as it goes; exit code 1 if a step went wrong.");
        command.SetAction(async (_, cancellationToken) =>
        {
            using DemoFirmware firmware = DemoFirmware.Unpack();
            DemoClient client = DemoClient.Start();
            await using (client.ConfigureAwait(false))
            {
                var script = new DemoScript(client, new DemoPrinter(Console.Out, firmware), firmware);
                return await script.RunAsync(cancellationToken).ConfigureAwait(false) ? ExitCode.Success : ExitCode.CheckFailed;
            }
        });
        return command;
    }
}
