using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>Languages of units.</summary>
internal static class SourceLanguages
{
    // Its language is C99 by DW_AT_language; the producer tells.
    private const string TinyGo = "TinyGo";

    /// <summary>The language of a unit; C for none.</summary>
    public static SourceLanguage Of(CompilationUnit? unit)
    {
        if (unit is null) return SourceLanguage.C;
        if (unit.IsCPlusPlus) return SourceLanguage.Cpp;
        return unit.Language switch
        {
            DwLang.Rust => SourceLanguage.Rust,
            DwLang.Go => SourceLanguage.Go,
            _ => unit.Producer.StartsWith(TinyGo, StringComparison.Ordinal) ? SourceLanguage.Go : SourceLanguage.C,
        };
    }
}
