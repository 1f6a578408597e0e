using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Brings gdb's texts of library values into our spelling.</summary>
internal static partial class GdbValueText
{
    /// <param name="value">What <c>print</c> said.</param>
    /// <param name="type">What <c>whatis</c> said.</param>
    public static string Normalise(string value, string type)
    {
        // A pointer's type stands before it: ours has it when it is not the declared one.
        if (!type.StartsWith("/* real type", StringComparison.Ordinal)) value = PointerType().Replace(value, "");
        value = ObjectType().Replace(value, "");
        value = Referred().Replace(value, "");
        value = NullSymbol().Replace(value, "0x0");
        value = EmptyBase().Replace(EmptyBase().Replace(value, ""), "").Replace("<No data fields>", "", StringComparison.Ordinal);
        if (value.StartsWith("<error: value has been optimized out>", StringComparison.Ordinal)) return "<optimized out>";
        value = VirtualFunction().Replace(value, "${name}");
        return value.Replace("std::__cxx11::", "std::", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\([\w:<>, ()]+ \*\) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointerType();

    [GeneratedRegex(@"^\([\w:<>, ]+( &{1,2})?\) (?=\{|@)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ObjectType();

    [GeneratedRegex(@"^@0x[0-9a-f]+: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Referred();

    // With flash at 0 gdb finds a function where a null pointer points.
    [GeneratedRegex(@"\b0x0(warning: .*?\\n)? <[^{}]*?\([^(){}]*\)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NullSymbol();

    // We leave the parameters out.
    [GeneratedRegex(@"^(?<name>&virtual [\w:]+)\(.*\)( const)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VirtualFunction();

    [GeneratedRegex(@"<[\w:<>, ]+> = \{<No data fields>\}(, )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyBase();
}
