using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>The names visible in a frame of an image: locals and parameters, members of <c>this</c>, statics, globals, functions, enumerators, types, registers.</summary>
public sealed partial class FrameScope : INameScope
{
    // A parameter that is not used, or one of Rust whose pattern binds no single name.
    private const string Unnamed = "<unnamed>";

    private readonly DebugInfo _info;
    private readonly FramePlace? _frame;
    private readonly LocationResolver _resolver;
    private readonly TargetView _view;
    private readonly Lazy<IReadOnlyList<LocalVariable>> _locals;

    /// <summary>Opens the scope of a frame.</summary>
    /// <param name="info">The image.</param>
    /// <param name="frame">The frame; null while none is selected: globals, types and functions only.</param>
    /// <param name="memory">Lent memory.</param>
    public FrameScope(DebugInfo info, FramePlace? frame, ITargetMemory memory)
    {
        _info = info;
        _frame = frame;
        _resolver = new LocationResolver(info, frame, memory);
        _view = new TargetView(memory, IsBigEndian);
        _locals = new Lazy<IReadOnlyList<LocalVariable>>(() => frame is null ? [] : info.GetLocals(frame.LookupPc, frame.InlineDepth, frame.IsCall));
        Unit = frame is null ? null : info.FindUnit(frame.LookupPc);
        Language = SourceLanguages.Of(Unit);
    }

    /// <summary>The unit that the frame's code was compiled in; null when it has no debug information.</summary>
    public CompilationUnit? Unit { get; }

    /// <inheritdoc/>
    public SourceLanguage Language { get; }

    /// <inheritdoc/>
    public bool IsBigEndian => _info.Image.IsBigEndian;

    /// <summary>The parameters and local variables, innermost block first; their values are read when they are shown.</summary>
    public ImmutableArray<FrameVariable> GetVariables() =>
    [
        .. _locals.Value.Where(IsShown).Select(local => new FrameVariable(
            new NamedValue(
                local.Name.Length == 0 ? Unnamed : local.Name,
                local.IsShadowed || local.Name.Length == 0 ? null : local.Name,
                _resolver.Resolve(local.Variable, local.Location),
                local.Variable.IsParameter ? NamedValueKind.Argument : NamedValueKind.Variable),
            local.ScopeDepth,
            local.IsShadowed,
            local.IsDeclaredLater)),
    ];

    // The compiler's own variables, such as the bound of a variable-length array, are not; what a closure captured is artificial to GCC, but has its name from the program.
    private static bool IsShown(LocalVariable local) => local.Variable.IsParameter || !local.Variable.IsArtificial || !local.Name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>The variables with static storage that a unit defines outside functions.</summary>
    public ImmutableArray<NamedValue> GetGlobals(CompilationUnit unit) => [.. _info.GetGlobals(unit).Select(v => new NamedValue(v.Name, v.QualifiedName, Static(v), NamedValueKind.Variable))];

    /// <inheritdoc/>
    public TypedValue? FindRegister(string name) => _frame is null ? null : RegisterValues.Find(_frame.Registers, name);

    /// <inheritdoc/>
    public TypeInfo? FindType(QualifiedName name, string? tag)
    {
        name = OfCrate(name);
        TypeInfo? type = _info.FindType($"{tag} {(name.IsGlobal ? "::" : "")}{name.Path}".Trim(), Unit);
        return type is TypeInfo.Unspecified ? null : type;
    }

    private TypedValue Static(VariableInfo variable) => _resolver.Resolve(variable, variable.GetStaticLocation());
}
