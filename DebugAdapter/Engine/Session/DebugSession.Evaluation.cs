using System.Text;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;

namespace RspDebug.DebugAdapter.Engine.Session;

// Expressions: watch, hover, console, setVariable, conditions and log messages.
internal sealed partial class DebugSession
{
    /// <summary>Evaluates an expression.</summary>
    /// <param name="text">C or C++, with <c>$register</c> and a display format behind a comma.</param>
    /// <param name="frameId">The frame; null for the innermost one.</param>
    /// <param name="allowWrites">Assignments are carried out; otherwise they are refused.</param>
    /// <param name="options">Form of the result.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <exception cref="ExpressionException">Through the task: the text has no meaning here.</exception>
    public Task<VariableView> EvaluateAsync(string text, int? frameId, bool allowWrites, FormatOptions options, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            int? frame = frameId ?? await InnermostFrameAsync(cancellationToken).ConfigureAwait(false);
            FramePlace? place = await PrepareAsync(text, frame, cancellationToken).ConfigureAwait(false);
            EvaluatedExpression result = await _target.Memory.RunAsync(m => new FrameEvaluation(RequireImage(), place, m).Inspector.Evaluate(text), cancellationToken).ConfigureAwait(false);
            if (!result.Writes.IsEmpty && !allowWrites)
                throw new ExpressionException("An assignment is not carried out here", 0, "Use the debug console to change the target.");
            await WriteAsync(result.Writes, cancellationToken).ConfigureAwait(false);
            var named = new NamedValue(text, result.EvaluateName, result.Value, NamedValueKind.Result);
            FormatOptions form = result.Format == default ? options : options with { Format = result.Format };
            return await ShowAtAsync(frame, named, form, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>Gives a child of a scope or value a new value.</summary>
    /// <param name="reference">Number of the parent.</param>
    /// <param name="name">Name of the child.</param>
    /// <param name="text">The new value: an expression, or a value as it is shown.</param>
    /// <param name="options">Form of the result.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public Task<VariableView> SetVariableAsync(int reference, string name, string text, FormatOptions options, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            VariableNode node = _variables.Get(reference);
            if (node is not VariableNode.RegisterBank bank)
                return await SetAsync(await EvaluateNameOfAsync(node, name, cancellationToken).ConfigureAwait(false), text, node.FrameId, options, cancellationToken).ConfigureAwait(false);
            await SetAsync("$" + name, text, node.FrameId, options, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<VariableView> registers = await RegistersAsync(bank, cancellationToken).ConfigureAwait(false);
            return registers.First(r => r.Name == name);
        });

    /// <summary>Gives the object that an expression names a new value.</summary>
    public Task<VariableView> SetExpressionAsync(string target, string text, int? frameId, FormatOptions options, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, async () =>
            await SetAsync(target, text, frameId ?? await InnermostFrameAsync(cancellationToken).ConfigureAwait(false), options, cancellationToken).ConfigureAwait(false));

    private async ValueTask<VariableView> SetAsync(string target, string text, int? frameId, FormatOptions options, CancellationToken cancellationToken)
    {
        FramePlace? place = await PrepareAsync($"{target} {text}", frameId, cancellationToken).ConfigureAwait(false);
        System.Collections.Immutable.ImmutableArray<ValueWrite> writes = await _target.Memory.RunAsync(
            memory =>
            {
                ValueInspector inspector = new FrameEvaluation(RequireImage(), place, memory).Inspector;
                return inspector.BuildWrites(inspector.Evaluate(target).Value, text);
            },
            cancellationToken).ConfigureAwait(false);
        await WriteAsync(writes, cancellationToken).ConfigureAwait(false);
        FramePlace? after = await PrepareAsync(target, frameId, cancellationToken).ConfigureAwait(false);
        EvaluatedExpression result = await _target.Memory.RunAsync(m => new FrameEvaluation(RequireImage(), after, m).Inspector.Evaluate(target), cancellationToken).ConfigureAwait(false);
        return await ShowAtAsync(frameId, new NamedValue(target, target, result.Value, NamedValueKind.Result), options, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> EvaluateNameOfAsync(VariableNode node, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<VariableView> rows = node switch
        {
            VariableNode.Locals locals => await LocalsAsync(locals, FormatOptions.Default, cancellationToken).ConfigureAwait(false),
            VariableNode.Statics statics => await ShowAsync(node.FrameId, e => StaticsOf(e, statics), FormatOptions.Default, cancellationToken).ConfigureAwait(false),
            VariableNode.Value value => await ShowAsync(node.FrameId, e => e.Inspector.GetChildren(value.Named), FormatOptions.Default, cancellationToken).ConfigureAwait(false),
            _ => [],
        };
        VariableView? row = rows.FirstOrDefault(r => r.Name == name)
            ?? throw new EngineRequestException($"There is no '{name}' here. Refresh the view and try again.");
        return row.EvaluateName ?? throw new EngineRequestException($"'{name}' cannot be reached by an expression, for instance because an inner variable hides it.");
    }

    // Registers that the text names are read first: evaluation itself does no I/O.
    private async ValueTask<FramePlace?> PrepareAsync(string text, int? frameId, CancellationToken cancellationToken)
    {
        if (frameId is { } id)
            await FetchFloatRegistersAsync(id, cancellationToken).ConfigureAwait(false);
        await FetchAsync(RegisterName().Matches(text).Select(m => m.Groups["name"].Value), cancellationToken).ConfigureAwait(false);
        return await PlaceAsync(frameId, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<VariableView> ShowAtAsync(int? frameId, NamedValue named, FormatOptions options, CancellationToken cancellationToken)
    {
        FramePlace? place = await PlaceAsync(frameId, cancellationToken).ConfigureAwait(false);
        (string text, ChildCount children) = await _target.Memory.RunAsync(
            memory =>
            {
                ValueInspector inspector = new FrameEvaluation(RequireImage(), place, memory).Inspector;
                return (inspector.Format(named.Value, options), inspector.CountChildren(named.Value));
            },
            cancellationToken).ConfigureAwait(false);
        return View(frameId ?? 0, named, text, children);
    }

    private async ValueTask WriteAsync(IEnumerable<ValueWrite> writes, CancellationToken cancellationToken)
    {
        bool any = false;
        foreach (ValueWrite write in writes)
        {
            any = true;
            if (write is ValueWrite.Memory memory)
                await WriteMemoryWatchedAsync((uint)memory.Address.Value, memory.Bytes.AsMemory(), cancellationToken).ConfigureAwait(false);
            else if (write is ValueWrite.Register register)
                await RegisterAccess.WriteAsync(_target, register.Name, ToNumber(register.Bytes.AsSpan()), cancellationToken).ConfigureAwait(false);
        }

        if (any)
            _stack.Forget();
    }

    private async ValueTask<int?> InnermostFrameAsync(CancellationToken cancellationToken)
    {
        if (_framesGeneration != _target.Generation)
            ForgetReferences();
        await ExtendFramesAsync(1, cancellationToken).ConfigureAwait(false);
        return _frameIds.Count > 0 ? _frameIds[0] : null;
    }

    private async ValueTask<bool> ConditionHoldsAsync(string title, string condition, CancellationToken cancellationToken)
    {
        try
        {
            FramePlace? place = await PrepareAsync(condition, await InnermostFrameAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return await _target.Memory.RunAsync(m => new FrameEvaluation(RequireImage(), place, m).Inspector.IsTrue(condition), cancellationToken).ConfigureAwait(false) ?? true;
        }
        catch (ExpressionException error)
        {
            // A condition that cannot be decided stops: silence would look like a breakpoint that never hits.
            _events.OnOutput(OutputKind.Warning, $"The condition of {title} cannot be evaluated: {error.Message}\n");
            return true;
        }
    }

    private async ValueTask<string> FormatLogMessageAsync(string message, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        int last = 0;
        foreach (Match part in LogExpression().Matches(message))
        {
            text.Append(message, last, part.Index - last);
            text.Append(await EvaluateForLogAsync(part.Groups["expression"].Value, cancellationToken).ConfigureAwait(false));
            last = part.Index + part.Length;
        }

        return text.Append(message, last, message.Length - last).ToString();
    }

    private async ValueTask<string> EvaluateForLogAsync(string expression, CancellationToken cancellationToken)
    {
        try
        {
            FramePlace? place = await PrepareAsync(expression, await InnermostFrameAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return await _target.Memory.RunAsync(
                memory =>
                {
                    ValueInspector inspector = new FrameEvaluation(RequireImage(), place, memory).Inspector;
                    EvaluatedExpression result = inspector.Evaluate(expression);
                    return inspector.Format(result.Value, FormatOptions.Default with { Format = result.Format });
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ExpressionException error)
        {
            return $"<{error.What}>";
        }
    }

    private static ulong ToNumber(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = Math.Min(bytes.Length, sizeof(ulong)) - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }

    [GeneratedRegex(@"\$(?<name>[A-Za-z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegisterName();

    [GeneratedRegex(@"\{(?<expression>[^{}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogExpression();
}
