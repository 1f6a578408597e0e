using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Engine.Session;

// Scopes and variables of a frame.
internal sealed partial class DebugSession
{
    private readonly ReferenceTable<VariableNode> _variables = new("Variable");

    /// <summary>The scopes of a frame.</summary>
    public Task<IReadOnlyList<ScopeView>> ScopesAsync(int frameId) => _loop.PostAsync(CommandNeeds.Halted, () =>
    {
        StackFrame frame = _frames.Get(frameId);
        var scopes = new List<ScopeView>();
        void Add(ScopeKind kind, VariableNode node) => scopes.Add(new ScopeView(kind, _variables.Add(node)));
        if (frame.Source is not null)
        {
            Add(ScopeKind.Locals, new VariableNode.Locals(frameId, ArgumentsOnly: false));
            Add(ScopeKind.Arguments, new VariableNode.Locals(frameId, ArgumentsOnly: true));
            Add(ScopeKind.Statics, new VariableNode.Statics(frameId, External: false));
            Add(ScopeKind.Globals, new VariableNode.Statics(frameId, External: true));
        }

        Add(ScopeKind.Registers, new VariableNode.Registers(frameId));
        return ValueTask.FromResult<IReadOnlyList<ScopeView>>(scopes);
    });

    /// <summary>The children of a scope or value.</summary>
    /// <param name="reference">Its number.</param>
    /// <param name="page">Which of them.</param>
    /// <param name="options">Form of the values.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public Task<IReadOnlyList<VariableView>> VariablesAsync(int reference, ChildPage page, FormatOptions options, CancellationToken cancellationToken) =>
        _loop.PostAsync<IReadOnlyList<VariableView>>(CommandNeeds.Halted, async () =>
        {
            VariableNode node = _variables.Get(reference);
            return node switch
            {
                VariableNode.Locals locals => await LocalsAsync(locals, options, cancellationToken).ConfigureAwait(false),
                VariableNode.Statics statics => await ShowAsync(node.FrameId, e => StaticsOf(e, statics), options, cancellationToken).ConfigureAwait(false),
                VariableNode.Registers => RegisterBanks(node.FrameId),
                VariableNode.RegisterBank bank => await RegistersAsync(bank, cancellationToken).ConfigureAwait(false),
                VariableNode.Value value => await ShowAsync(node.FrameId, e => e.Inspector.GetChildren(value.Named, page), options, cancellationToken).ConfigureAwait(false),
                _ => throw new StaleReferenceException($"Variable {reference}"),
            };
        });

    /// <summary>The children of a scope or value, elements and names alike.</summary>
    public Task<IReadOnlyList<VariableView>> VariablesAsync(int reference, int start, int count, FormatOptions options, CancellationToken cancellationToken) =>
        VariablesAsync(reference, new ChildPage(start, count), options, cancellationToken);

    private async ValueTask<IReadOnlyList<VariableView>> LocalsAsync(VariableNode.Locals node, FormatOptions options, CancellationToken cancellationToken)
    {
        await FetchFloatRegistersAsync(node.FrameId, cancellationToken).ConfigureAwait(false);
        return await ShowAsync(
            node.FrameId,
            e => e.Scope.GetVariables().Where(v => !node.ArgumentsOnly || v.Variable.Kind == NamedValueKind.Argument).OrderBy(v => v.Variable.Kind == NamedValueKind.Argument ? 0 : 1).Select(v => v.Variable),
            options,
            cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<NamedValue> StaticsOf(FrameEvaluation evaluation, VariableNode.Statics node)
    {
        IEnumerable<CompilationUnit> units = node.External ? _image!.Info.Units : evaluation.Scope.Unit is { } own ? [own] : [];
        return units
            .SelectMany(u => _image!.Info.GetGlobals(u).Zip(evaluation.Scope.GetGlobals(u)))
            .Where(pair => pair.First.IsExternal == node.External)
            .Select(pair => pair.Second)
            .OrderBy(v => v.Name, StringComparer.Ordinal);
    }

    private async ValueTask<IReadOnlyList<VariableView>> ShowAsync(
        int frameId, Func<FrameEvaluation, IEnumerable<NamedValue>> select, FormatOptions options, CancellationToken cancellationToken)
    {
        FramePlace? place = await PlaceAsync(frameId, cancellationToken).ConfigureAwait(false);
        (NamedValue Named, string Text, ChildCount Children)[] rows = await _target.Memory.RunAsync(
            memory =>
            {
                var evaluation = new FrameEvaluation(RequireImage(), place, memory);
                return select(evaluation).Select(v => (v, evaluation.Inspector.Format(v.Value, options), evaluation.Inspector.CountChildren(v.Value))).ToArray();
            },
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => View(frameId, r.Named, r.Text, r.Children))];
    }

    private VariableView View(int frameId, NamedValue named, string text, ChildCount children) => new(named.Name, text, named.Value.Type.Name, named.Kind)
    {
        Reference = children.Any ? _variables.Add(new VariableNode.Value(frameId, named)) : 0,
        EvaluateName = named.EvaluateName,
        Address = (uint?)named.Value.Address,
        NamedChildren = children.Named,
        IndexedChildren = children.Indexed,
    };

    /// <summary>The frame as evaluation sees it; null for no frame: globals and types only.</summary>
    private async ValueTask<FramePlace?> PlaceAsync(int? frameId, CancellationToken cancellationToken)
    {
        if (frameId is null)
            return null;
        StackFrame frame = _frames.Get(frameId.Value);
        IReadOnlyList<Dwarf.Unwind.UnwindFrame> frames = await _stack.FramesAsync(frame.Physical.Level + 2, cancellationToken).ConfigureAwait(false);
        FramePlace? caller = frame.Physical.Level + 1 < frames.Count ? FramePlace.Of(frames[frame.Physical.Level + 1]) : null;
        return FramePlace.Of(frames[frame.Physical.Level], frame.Source?.Depth ?? 0, caller);
    }

    // The FP registers that locals of the frame live in, and that no packet has brought yet.
    private async ValueTask FetchFloatRegistersAsync(int frameId, CancellationToken cancellationToken)
    {
        StackFrame frame = _frames.Get(frameId);
        if (_image is null)
            return;
        IEnumerable<int> used = FloatRegisterUse.Find(_image.Info.GetLocals(frame.Physical.LookupPc, frame.Source?.Depth ?? 0, frame.Physical.IsCall));
        await FetchAsync(used.Select(s => $"s{s}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads registers that are not known yet; an S register by the D register around it where the server has only those.</summary>
    private async ValueTask FetchAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        bool changed = false;
        foreach (string name in names)
        {
            if (RegisterAccess.Locate(_target, name) is not { } slot || _target.Values[slot.Register.Index] is not null)
                continue;
            changed |= await _target.ReadAsync(slot.Register.Name, cancellationToken).ConfigureAwait(false) is not null;
        }

        if (changed)
            _stack.Forget(); // frames carry register values
    }

    private LoadedImage RequireImage() => _image ?? throw new EngineRequestException(
        "There is no executable, so that names and types are not known. Set \"executable\" in the launch configuration; registers and memory can be read without it.");
}
