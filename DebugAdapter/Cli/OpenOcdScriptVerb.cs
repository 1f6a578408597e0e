using System.CommandLine;
using RspDebug.DebugAdapter.Engine.FloatingPoint;

namespace RspDebug.DebugAdapter.Cli;

/// <summary><c>openocd-script</c>: prints a Tcl script that keeps FPSCR across OpenOCD's single-steps, for users of gdb.</summary>
internal sealed class OpenOcdScriptVerb : IVerb
{
    private readonly Option<string> _target = new("--target")
    {
        Description = "OpenOCD's name of the target, such as nrf52.cpu; default: the current one.", HelpName = "NAME", DefaultValueFactory = _ => "",
    };

    private readonly Option<FpscrMode> _mode = new("--fpscr")
    {
        Description = "restore (the default) puts the program's value back, report only tells.", DefaultValueFactory = _ => FpscrMode.Restore,
    };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("openocd-script", "Prints a script that has OpenOCD keep FPSCR across single-steps, for debugging with gdb.") { _target, _mode };
        command.SetAction(async (parsed, _) =>
        {
            await Console.Out.WriteAsync(OpenOcdScript.Generate(parsed.GetValue(_target) ?? "", parsed.GetValue(_mode))).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
