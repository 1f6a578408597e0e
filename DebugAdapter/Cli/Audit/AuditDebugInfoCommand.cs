using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.DebugInformation;
using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary><c>audit debuginfo</c>.</summary>
internal sealed class AuditDebugInfoCommand
{
    private readonly Option<string> _elf = new("--elf") { Description = "The image to measure.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _compare = new("--compare") { Description = "Another image of the same program, shown beside it.", HelpName = "FILE" };
    private readonly AuditOutput _output = new();

    /// <summary>The command with its action.</summary>
    public Command Build()
    {
        var command = new Command("debuginfo", "How debuggable is an image: lines, variables, unwinding, by unit; or two images compared.") { _elf, _compare };
        _output.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            AuditReport report = AuditImages.Use(parsed.GetValue(_elf)!, image => parsed.GetValue(_compare) is { } other
                ? AuditImages.Use(other, second => DebugInformationAudit.Compare(image, second, AuditOutput.Progress))
                : DebugInformationAudit.Run(image, AuditOutput.Progress));
            return await _output.WriteAsync(parsed, report, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
