using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views.Rust;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Shows values as Rust's <c>{:?}</c> writes them.</summary>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class RustValueFormatter(TargetView view, ISymbolNames symbols) : ValueFormatter(view, symbols, new RustViews(view, symbols))
{
    private const int WideInBytes = 16;

    /// <inheritdoc/>
    protected override bool ShowsArrayLength => false;

    /// <inheritdoc/>
    protected override (string Open, string Close) ArrayBrackets => ("[", "]");

    /// <inheritdoc/>
    protected override string FormatScalar(TypedValue value, FormatOptions options)
    {
        switch (value.Type.Bare())
        {
            case TypeInfo.Base { Encoding: DwAte.Utf, SizeInBytes: 4 } when options.Format == ValueFormat.Natural: return FormatCharacter(value);
            case TypeInfo.Base { SizeInBytes: WideInBytes } wide: return FormatWide(value, wide, options.Format);
            case TypeInfo.Enumeration enumeration when options.Format == ValueFormat.Natural: return FormatVariant(value, enumeration);
            case TypeInfo.Base { Encoding: DwAte.Float } when options.Format == ValueFormat.Natural: return FormatFloat(base.FormatScalar(value, options));
            default: return base.FormatScalar(value, options);
        }
    }

    private string FormatCharacter(TypedValue value)
    {
        if (Memory.ReadNumber(value.Location, sizeof(uint)) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        uint code = BinaryPrimitives.ReadUInt32LittleEndian(available.Bytes.Span);
        if (!Rune.IsValid(code)) return $"char <corrupt: 0x{code:x}>";
        return code switch
        {
            0 => "'\\0'", '\n' => "'\\n'", '\r' => "'\\r'", '\t' => "'\\t'", '\'' => "'\\''", '\\' => "'\\\\'",
            < 0x20 or 0x7f => $"'\\u{{{code:x}}}'",
            _ => $"'{new Rune(code)}'",
        };
    }

    private string FormatWide(TypedValue value, TypeInfo.Base type, ValueFormat format)
    {
        if (Memory.ReadNumber(value.Location, WideInBytes) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        UInt128 bits = BinaryPrimitives.ReadUInt128LittleEndian(available.Bytes.Span);
        if (format == ValueFormat.Hexadecimal) return "0x" + bits.ToString("x32", CultureInfo.InvariantCulture);
        return type.IsSigned ? unchecked((Int128)bits).ToString(CultureInfo.InvariantCulture) : bits.ToString(CultureInfo.InvariantCulture);
    }

    // An enum without data has no other values than its variants.
    private string FormatVariant(TypedValue value, TypeInfo.Enumeration type)
    {
        if (type.AsArithmetic() is not { } number) return base.FormatScalar(value, FormatOptions.Default);
        if (Memory.ReadNumber(value.Location, number.SizeInBytes) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        long bits = Number.Read(number, available.Bytes.Span).Signed;
        return type.FindName(bits) ?? $"{RustNames.Last(type.TagName ?? "enum")} <corrupt: discriminant {bits}>";
    }

    // Rust writes 1.0 where C's %g writes 1, and inf and NaN its own way.
    private static string FormatFloat(string text) => text switch
    {
        _ when text.Contains("nan(", StringComparison.Ordinal) => "NaN",
        _ when text.All(c => char.IsAsciiDigit(c) || c == '-') => text + ".0",
        _ => text,
    };
}
