using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Session;

// The command lists of the launch configuration.
internal sealed partial class DebugSession
{
    private const string CommandList = "commands of the launch configuration";

    private readonly List<BreakpointSpec> _commandBreakpoints = [];
    private bool _isPrepared;

    /// <summary>Run at the end, after the commands of the configuration.</summary>
    public IReadOnlyList<LaunchCommand> AtEnd { get; set; } = [];

    /// <summary>Writes a file to the halted target, or those of the configuration; called on the engine loop. Null: nothing can be written.</summary>
    /// <remarks>Gives back where the program starts, if the file says so: gdb moves the PC there.</remarks>
    public Func<LoadFileName?, CancellationToken, ValueTask<uint?>>? Loader { get; set; }

    /// <summary>Runs commands on the target one after the other. One that runs the target is started, and the next one does not wait for its stop.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>True when one of them set the target going: a stop follows.</returns>
    /// <exception cref="EngineRequestException">One failed; those after it were not run.</exception>
    public async Task<bool> RunCommandsAsync(IReadOnlyList<LaunchCommand> lines, CancellationToken cancellationToken)
    {
        bool runs = false;
        foreach (LaunchCommand line in lines)
        {
            switch (line.Command)
            {
                case GdbCommand.Continue:
                    runs = true;
                    if (!_isRunning) Continue();
                    break;
                case GdbCommand.Step step:
                    runs = true;
                    if (!_isRunning) Step(step.Kind, step.ByInstruction);
                    break;
                case GdbCommand.StepOut:
                    runs = true;
                    if (!_isRunning) StepOut();
                    break;
                case GdbCommand.Interrupt:
                    await PauseAsync().ConfigureAwait(false);
                    break;
                default:
                    await _loop.PostAsync(CommandNeeds.ShortHalt, async () =>
                    {
                        await ExecuteAsync(line, rearms: true, cancellationToken).ConfigureAwait(false);
                        return true;
                    }).ConfigureAwait(false);
                    break;
            }
        }

        return runs;
    }

    /// <summary>Runs commands before the session has begun: nothing is set going.</summary>
    /// <inheritdoc cref="RunCommandsAsync"/>
    public Task RunStartCommandsAsync(IReadOnlyList<LaunchCommand> lines, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        foreach (LaunchCommand line in lines)
            await ExecuteAsync(line, rearms: true, cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Starts something that nobody waits for; a failure of its own ends the session, what the target refuses is shown.</summary>
    public void InBackground(Func<Task> work) => _ = EndOnFaultAsync(TellRefusalAsync(work));

    private async Task TellRefusalAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is EngineException and not EngineClosedException or RspRefusedException)
        {
            _events.OnOutput(OutputKind.Warning, refused.Message + "\n");
        }
    }

    // One command on the engine loop, the target halted.
    private async ValueTask ExecuteAsync(LaunchCommand line, bool rearms, CancellationToken cancellationToken)
    {
        try
        {
            await (line.Command switch
            {
                GdbCommand.Monitor monitor => TellAsync(AskServerAsync(monitor.Text, rearms, cancellationToken)),
                GdbCommand.Packet packet => TellAsync(AskServerAsync($"maint packet {packet.Payload}", rearms, cancellationToken)),
                GdbCommand.Load load => LoadAsync(load.File, cancellationToken),
                GdbCommand.Break when _options.RunsOnly => Tell(OutputKind.Notice, $"\"{line.Key}\": '{line.Text}' has no effect: the program runs without debugging.\n"),
                GdbCommand.Break place => BreakAsync(line, place.Place, cancellationToken),
                GdbCommand.DeleteBreakpoints => DeleteCommandBreakpointsAsync(cancellationToken),
                GdbCommand.Evaluate expression => EvaluateLineAsync(expression, cancellationToken),
                GdbCommand.Interrupt => Task.CompletedTask,
                GdbCommand.Echo echo => Tell(OutputKind.Notice, echo.Text),
                GdbCommand.WithoutEffect nothing => Tell(OutputKind.Notice, $"\"{line.Key}\": '{line.Text}' has no effect: {nothing.Reason}.\n"),
                GdbCommand.Refused refused => Tell(OutputKind.Warning, $"\"{line.Key}\": '{line.Text}' was not run. {refused.Advice}\n"),
                _ => Tell(OutputKind.Warning, $"\"{line.Key}\": '{line.Text}' was not run: the target is not set going at this point. Use \"postStartSessionCommands\" or \"postResetSessionCommands\".\n"),
            }).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is EngineException or ExpressionException or RspRefusedException)
        {
            throw new EngineRequestException($"\"{line.Key}\": '{line.Text}': {failed.Message}", failed);
        }
    }

    private async ValueTask<string> AskServerAsync(string command, bool rearms, CancellationToken cancellationToken)
    {
        string text = await _link.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
        _target.BeginRun();
        if (rearms && _isPrepared && IsReset(command))
        {
            await RearmAsync(cancellationToken).ConfigureAwait(false);
            TellMoved();
        }

        return text;
    }

    private async Task TellAsync(ValueTask<string> answer)
    {
        string text = await answer.ConfigureAwait(false);
        if (text.Length > 0)
            _events.OnOutput(OutputKind.Server, text);
    }

    private Task Tell(OutputKind kind, string text)
    {
        _events.OnOutput(kind, text);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(LoadFileName? file, CancellationToken cancellationToken)
    {
        uint? start = Loader is { } loader ? await loader(file, cancellationToken).ConfigureAwait(false) : throw new EngineRequestException("Nothing can be written to this target.");
        _target.Image.Trust([]);
        if (_isPrepared)
        {
            await RearmAsync(cancellationToken).ConfigureAwait(false);
            if (_image is not null)
                await CheckImageAsync(_image, cancellationToken).ConfigureAwait(false);
        }

        _target.BeginRun();
        if (start is { } pc)
            await RegisterAccess.WriteAsync(_target, "pc", pc & ~1u, cancellationToken).ConfigureAwait(false);
        TellMoved();
    }

    // Before the comparators are known nothing is armed: PrepareAsync does it then.
    private async Task BreakAsync(LaunchCommand line, BreakpointSpec spec, CancellationToken cancellationToken)
    {
        _commandBreakpoints.Add(spec);
        if (!_isPrepared)
            return;
        UserBreakpoint set = (await _breakpoints.ReplaceAsync(CommandList, _commandBreakpoints, cancellationToken).ConfigureAwait(false))[^1];
        if (!set.IsVerified)
            _events.OnOutput(OutputKind.Warning, $"\"{line.Key}\": '{line.Text}': {set.Message}\n");
    }

    private async ValueTask ArmCommandBreakpointsAsync(CancellationToken cancellationToken)
    {
        if (_commandBreakpoints.Count == 0)
            return;
        foreach (UserBreakpoint set in await _breakpoints.ReplaceAsync(CommandList, _commandBreakpoints, cancellationToken).ConfigureAwait(false))
            if (!set.IsVerified)
                _events.OnOutput(OutputKind.Warning, $"The breakpoint at {set.Spec.Title} that the launch configuration sets: {set.Message}\n");
    }

    private async Task DeleteCommandBreakpointsAsync(CancellationToken cancellationToken)
    {
        _commandBreakpoints.Clear();
        await _breakpoints.ReplaceAsync(CommandList, [], cancellationToken).ConfigureAwait(false);
    }

    private async Task EvaluateLineAsync(GdbCommand.Evaluate command, CancellationToken cancellationToken)
    {
        int? frame = await InnermostFrameAsync(cancellationToken).ConfigureAwait(false);
        FramePlace? place = await PrepareAsync(command.Expression, frame, cancellationToken).ConfigureAwait(false);
        (EvaluatedExpression result, string text) = await _target.Memory.RunAsync(
            memory =>
            {
                Variables.ValueInspector inspector = new FrameEvaluation(RequireImage(), place, memory).Inspector;
                EvaluatedExpression evaluated = inspector.Evaluate(command.Expression);
                return (evaluated, command.Shows ? inspector.Format(evaluated.Value, FormatOptions.Default with { Format = evaluated.Format }) : "");
            },
            cancellationToken).ConfigureAwait(false);
        await WriteAsync(result.Writes, cancellationToken).ConfigureAwait(false);
        if (command.Shows)
            _events.OnOutput(OutputKind.Notice, $"{command.Expression} = {text}\n");
    }

    // The session ends whatever they do.
    private async ValueTask RunEndCommandsAsync(CancellationToken cancellationToken)
    {
        foreach (LaunchCommand line in (IEnumerable<LaunchCommand>)[.. _options.BeforeEnd, .. AtEnd])
        {
            try
            {
                await ExecuteAsync(line, rearms: false, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException failed)
            {
                _events.OnOutput(OutputKind.Warning, failed.Message + "\n");
            }
        }
    }
}
