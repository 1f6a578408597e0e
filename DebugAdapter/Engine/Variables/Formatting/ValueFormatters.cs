using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Shows each value in the language of its type: an image may mix them.</summary>
/// <param name="language">For types that belong to no unit: those of literals and computed values.</param>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class ValueFormatters(SourceLanguage language, TargetView view, ISymbolNames symbols) : IValueFormatter, IViewSource
{
    private readonly Dictionary<SourceLanguage, ValueFormatter> _formatters = [];

    /// <inheritdoc/>
    public string Format(TypedValue value, FormatOptions options) => Of(value).Format(value, options);

    /// <inheritdoc/>
    public ChildCount CountChildren(TypedValue value) => Of(value).CountChildren(value);

    /// <inheritdoc/>
    public ImmutableArray<NamedValue> GetChildren(NamedValue parent, int start, int count) => Of(parent.Value).GetChildren(parent, start, count);

    /// <inheritdoc/>
    public ValueView? FindView(TypedValue value) => Of(value).FindView(value);

    private ValueFormatter Of(TypedValue value)
    {
        SourceLanguage own = (value.Type.Die ?? value.Type.Bare().Die) is { } die ? SourceLanguages.Of(die.Unit) : language;
        if (!_formatters.TryGetValue(own, out ValueFormatter? formatter)) _formatters.Add(own, formatter = Make(own));
        return formatter;
    }

    private ValueFormatter Make(SourceLanguage own) => own switch
    {
        SourceLanguage.Rust => new RustValueFormatter(view, symbols),
        SourceLanguage.Go => new GoValueFormatter(view, symbols),
        _ => new CppValueFormatter(view, symbols),
    };
}
