using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Views.Go;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;
using RspDebug.DebugAdapter.Engine.Variables.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Shows values of Go programs built by TinyGo, close to Delve's forms.</summary>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class GoValueFormatter(TargetView view, ISymbolNames symbols) : ValueFormatter(view, symbols, new GoViews(view, symbols))
{
    /// <inheritdoc/>
    protected override bool ShowsArrayLength => false;

    /// <inheritdoc/>
    protected override (string Open, string Close) ArrayBrackets => ("[", "]");

    /// <inheritdoc/>
    protected override string FormatPointer(TypedValue value, FormatOptions options)
    {
        string text = base.FormatPointer(value, options);
        return text == "0x0" ? "nil" : text;
    }

    /// <inheritdoc/>
    protected override string FormatScalar(TypedValue value, FormatOptions options)
    {
        string text = base.FormatScalar(value, options);
        return value.Type.Bare() is TypeInfo.Base { Encoding: DwAte.ComplexFloat } && !text.StartsWith('<') ? $"({text})" : text;
    }
}
