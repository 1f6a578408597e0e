using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>Evaluates, shows, expands and changes values at one place in the program: the entry type of this folder.</summary>
/// <remarks>
/// Everything here is a computation over lent memory. When <paramref name="memory"/> misses, the results are provisional (pending values, text
/// <c>&lt;pending&gt;</c>): its owner fetches what was missed and makes a new inspector. Nothing is written; writes are handed back.
/// </remarks>
/// <param name="scope">The names of the frame.</param>
/// <param name="symbols">Names of addresses.</param>
/// <param name="memory">Lent memory.</param>
/// <example>
/// <code>
/// var inspector = new ValueInspector(frameScope, symbols, memory);
/// EvaluatedExpression watch = inspector.Evaluate("dev->pos[1].x");
/// string text = inspector.Format(watch.Value, new FormatOptions { Format = watch.Format });
/// ImmutableArray&lt;ValueWrite&gt; writes = inspector.BuildWrites(watch.Value, "3.25");
/// </code>
/// </example>
public sealed class ValueInspector(INameScope scope, ISymbolNames symbols, ITargetMemory memory)
{
    private readonly ValueFormatters _formatter = new(scope.Language, new TargetView(memory, scope.IsBigEndian), symbols);

    /// <summary>Evaluates the text of a watch, a hover, a condition or the console.</summary>
    /// <exception cref="ExpressionException">The text is no expression, or has no meaning here.</exception>
    public EvaluatedExpression Evaluate(string text)
    {
        var view = new TargetView(memory, scope.IsBigEndian);
        ParsedExpression parsed = Parse(text, view, out ExpressionInterpreter interpreter);
        TypedValue value = interpreter.Evaluate(parsed.Root);
        if (parsed.Count is { } count) value = interpreter.Elements(value, count, parsed.Root.Column);
        if (parsed.Format == ValueFormat.Raw) value = value with { IsRaw = true };
        return new EvaluatedExpression(value, parsed.Format, ValueText.WithoutFormat(text, parsed), view.Writes);
    }

    /// <summary>Evaluates a condition: true when it is not zero, null while memory is missing.</summary>
    /// <exception cref="ExpressionException">The text is no expression, or its value is neither a number nor a pointer.</exception>
    public bool? IsTrue(string text)
    {
        ParsedExpression parsed = Parse(text, new TargetView(memory, scope.IsBigEndian), out ExpressionInterpreter interpreter);
        return interpreter.Truth(interpreter.Evaluate(parsed.Root), parsed.Root.Column);
    }

    /// <summary>The value on one line.</summary>
    public string Format(TypedValue value, FormatOptions? options = null) => _formatter.Format(value, options ?? FormatOptions.Default);

    /// <summary>How many children the value has.</summary>
    public ChildCount CountChildren(TypedValue value) => _formatter.CountChildren(value);

    /// <summary>Some of the children, in order.</summary>
    /// <param name="parent">The value and the expression that reaches it.</param>
    /// <param name="start">Index of the first wanted child.</param>
    /// <param name="count">How many at most.</param>
    public ImmutableArray<NamedValue> GetChildren(NamedValue parent, int start = 0, int count = int.MaxValue) => _formatter.GetChildren(parent, start, count);

    /// <summary>A page of the children.</summary>
    public ImmutableArray<NamedValue> GetChildren(NamedValue parent, ChildPage page)
    {
        if (page.Kind == ChildKind.All) return GetChildren(parent, page.Start, page.Count);
        // Elements come first, then what has a name.
        int elements = CountChildren(parent.Value).Indexed;
        return page.Kind == ChildKind.Named
            ? GetChildren(parent, elements + page.Start, page.Count)
            : GetChildren(parent, page.Start, Math.Clamp(page.Count, 0, Math.Max(0, elements - page.Start)));
    }

    /// <summary>The writes that give an object the value of an expression.</summary>
    /// <param name="target">The object.</param>
    /// <param name="text">An expression, or a value as <see cref="Format"/> shows it.</param>
    /// <returns>The writes in order; empty while memory is missing.</returns>
    /// <exception cref="ExpressionException">The text is no expression, its value does not fit, or the object has no place to write to.</exception>
    public ImmutableArray<ValueWrite> BuildWrites(TypedValue target, string text)
    {
        var view = new TargetView(memory, scope.IsBigEndian);
        string source = ValueText.ToExpression(text, target.Type);
        ParsedExpression parsed = Parse(source, view, out ExpressionInterpreter interpreter);
        interpreter.AssignChecked(target, parsed.Root);
        return view.Writes;
    }

    private ParsedExpression Parse(string text, TargetView view, out ExpressionInterpreter interpreter)
    {
        var types = new TypeResolver(scope);
        interpreter = new ExpressionInterpreter(scope, view, symbols, new ValueFormatters(scope.Language, view, symbols));
        return ExpressionParser.Parse(text, name => types.IsType(name) && scope.FindObject(name) is null, name => scope.FindObject(name) is not null);
    }
}
