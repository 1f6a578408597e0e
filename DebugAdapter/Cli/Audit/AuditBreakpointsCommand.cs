using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary><c>audit breakpoints</c>.</summary>
internal sealed class AuditBreakpointsCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<int> _comparators = new("--comparators") { Description = "Instruction comparators of the core (6 on a Cortex-M4).", HelpName = "N", DefaultValueFactory = _ => 6 };
    private readonly Option<int> _fpb = new("--fpb") { Description = "Version of the breakpoint unit: 1 (Cortex-M3, M4) or 2 (Cortex-M7, ARMv8-M).", HelpName = "1|2", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _list = new("--list") { Description = "Also list every line with its addresses and comparator values." };
    private readonly AuditOutput _output = new();

    /// <summary>The command with its action.</summary>
    public Command Build()
    {
        var command = new Command("breakpoints", "Is every breakpoint that the debug information allows where it says?") { _comparators, _fpb, _list };
        _target.AddTo(command);
        _output.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string elf = _target.ElfOf(parsed) ?? throw new UsageException("audit breakpoints: name the image with --elf FILE.");
            return await _output.WriteAsync(parsed, AuditImage(elf, OptionsOf(parsed)), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private BreakpointAuditOptions OptionsOf(ParseResult parsed)
    {
        int comparators = parsed.GetValue(_comparators), version = parsed.GetValue(_fpb);
        if (comparators is < 1 or > 127)
            throw new UsageException($"--comparators: {comparators} is no number of comparators; an FPB has 1 to 127.");
        if (version is not (1 or 2))
            throw new UsageException($"--fpb: {version} is no version of the breakpoint unit; write 1 or 2.");
        return new BreakpointAuditOptions { Comparators = comparators, FpbVersion = version, ListsLines = parsed.GetValue(_list) };
    }

    private static AuditReport AuditImage(string elf, BreakpointAuditOptions options)
    {
        try
        {
            using LoadedImage image = LoadedImage.Open(elf);
            return new BreakpointAudit(image, options, AuditOutput.Progress).Run();
        }
        catch (ImageException unusable)
        {
            throw new EnvironmentException(unusable.Message, unusable);
        }
    }
}
