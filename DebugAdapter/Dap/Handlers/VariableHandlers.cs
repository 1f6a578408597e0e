using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using Form = RspDebug.DebugAdapter.Engine.Expressions.Syntax.ValueFormat;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>scopes</c>, <c>variables</c>, <c>setVariable</c>, <c>evaluate</c>, <c>setExpression</c>.</summary>
internal sealed class VariableHandlers(AdapterSession adapter)
{
    // Shows what steps met: interrupts, FPSCR.
    private const string StepsCommand = "maint steps";
    private static readonly string[] MonitorWords = ["monitor ", "mon "];

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.Scopes, ScopesAsync);
        requests.Handle(DapRequests.Variables, VariablesAsync);
        requests.Handle(DapRequests.SetVariable, SetVariableAsync);
        requests.Handle(DapRequests.Evaluate, EvaluateAsync);
        requests.Handle(DapRequests.SetExpression, SetExpressionAsync);
    }

    private async ValueTask<ScopesResponse> ScopesAsync(ScopesArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScopeView> scopes = await adapter.Halted.ScopesAsync(arguments.FrameId).ConfigureAwait(false);
        return new([.. scopes.Select(Describe)]);
    }

    private async ValueTask<VariablesResponse> VariablesAsync(VariablesArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        int start = Math.Max(0, arguments.Start ?? 0), count = arguments.Count is > 0 and int wanted ? wanted : int.MaxValue;
        ChildKind kind = arguments.Filter switch { "named" => ChildKind.Named, "indexed" => ChildKind.Indexed, _ => ChildKind.All };
        IReadOnlyList<VariableView> rows = await adapter.Halted.VariablesAsync(
            arguments.VariablesReference, new ChildPage(start, count, kind), OptionsOf(arguments.Format), cancellationToken).ConfigureAwait(false);
        return new([.. rows.Select(Describe)]);
    }

    private async ValueTask<SetVariableResponse> SetVariableAsync(SetVariableArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        VariableView row = await adapter.Halted.SetVariableAsync(
            arguments.VariablesReference, arguments.Name, arguments.Value, OptionsOf(arguments.Format), cancellationToken).ConfigureAwait(false);
        return new(row.Value, row.Type, row.Reference, Some(row.NamedChildren), Some(row.IndexedChildren), AddressOf(row));
    }

    private async ValueTask<SetExpressionResponse> SetExpressionAsync(SetExpressionArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        VariableView row = await adapter.Halted.SetExpressionAsync(
            arguments.Expression, arguments.Value, arguments.FrameId, OptionsOf(arguments.Format), cancellationToken).ConfigureAwait(false);
        return new(row.Value, row.Type, VariablesReference: row.Reference, NamedVariables: Some(row.NamedChildren), IndexedVariables: Some(row.IndexedChildren));
    }

    private async ValueTask<EvaluateResponse> EvaluateAsync(EvaluateArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        bool isConsole = arguments.Context == EvaluateContext.Repl;
        if (isConsole && MonitorCommand(arguments.Expression) is { } command)
        {
            string text = await adapter.Current.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
            context.Client.Send(DapEvents.Invalidated, new InvalidatedEvent([InvalidatedAreas.All]));
            return new(text.TrimEnd(), 0);
        }

        // The firmware waits for a line of its console: this is it.
        if (isConsole && adapter.Files?.Console is { IsWaiting: true } input)
        {
            input.Type(arguments.Expression);
            return new("", 0);
        }

        if (isConsole && arguments.Expression.Trim() == StepsCommand)
            return new(adapter.Current.DescribeSteps(), 0);

        VariableView row = await adapter.Halted.EvaluateAsync(
            arguments.Expression, arguments.FrameId, isConsole, OptionsOf(arguments.Format), cancellationToken).ConfigureAwait(false);
        return new(row.Value, row.Reference, row.Type, NamedVariables: Some(row.NamedChildren), IndexedVariables: Some(row.IndexedChildren), MemoryReference: AddressOf(row));
    }

    private static string? MonitorCommand(string text)
    {
        string trimmed = text.TrimStart();
        string? word = MonitorWords.FirstOrDefault(w => trimmed.StartsWith(w, StringComparison.Ordinal));
        return word is null ? null : trimmed[word.Length..].Trim();
    }

    private static Scope Describe(ScopeView scope) => scope.Kind switch
    {
        ScopeKind.Locals => new("Locals", scope.Reference, Expensive: false, PresentationHint: ScopeHint.Locals),
        ScopeKind.Arguments => new("Arguments", scope.Reference, Expensive: false, PresentationHint: ScopeHint.Arguments),
        ScopeKind.Statics => new("Statics", scope.Reference, Expensive: true),
        ScopeKind.Globals => new("Globals", scope.Reference, Expensive: true),
        _ => new("Registers", scope.Reference, Expensive: true, PresentationHint: ScopeHint.Registers),
    };

    private static Variable Describe(VariableView row) => new(
        row.Name,
        row.Value,
        row.Reference,
        row.Type,
        row.Kind is NamedValueKind.BaseClass ? new VariablePresentationHint("baseClass") : null,
        row.EvaluateName,
        Some(row.NamedChildren),
        Some(row.IndexedChildren),
        AddressOf(row));

    private static string? AddressOf(VariableView row) => row.Address is { } address ? MemoryReference.Format(address) : null;

    private static int? Some(int count) => count > 0 ? count : null;

    private static FormatOptions OptionsOf(Protocol.ValueFormat? format) =>
        format?.Hex == true ? FormatOptions.Default with { Format = Form.Hexadecimal } : FormatOptions.Default;
}
