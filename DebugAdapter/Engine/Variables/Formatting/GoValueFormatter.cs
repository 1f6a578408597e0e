using System.Buffers.Binary;
using System.Globalization;
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
    protected override string FormatScalar(TypedValue value, FormatOptions options) =>
        value.Type.Bare() is TypeInfo.Base { Encoding: DwAte.ComplexFloat, SizeInBytes: 8 or 16 } complex && options.Format == ValueFormat.Natural
            ? FormatComplex(value, (int)complex.SizeInBytes!.Value)
            : base.FormatScalar(value, options);

    private string FormatComplex(TypedValue value, int size)
    {
        if (Memory.Read(value.Location, size) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        ReadOnlySpan<byte> bytes = available.Bytes.Span;
        (double real, double imaginary) = size == 8
            ? (BinaryPrimitives.ReadSingleLittleEndian(bytes), BinaryPrimitives.ReadSingleLittleEndian(bytes[4..]))
            : (BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]));
        return string.Create(CultureInfo.InvariantCulture, $"({real} + {imaginary}i)");
    }
}
