using RspDebug.DebugAdapter.Engine.Variables.Locations;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Chooses the formatter of a language.</summary>
internal static class ValueFormatters
{
    /// <summary>The formatter; a language without its own is shown as C++ would show the same layout.</summary>
    public static IValueFormatter For(SourceLanguage language, TargetView view, ISymbolNames symbols) => language switch
    {
        _ => new CppValueFormatter(view, symbols),
    };
}
