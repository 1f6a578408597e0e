using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>What the formatters of all languages share: status texts, arrays, paging, previews of bounded length, views of library types.</summary>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
/// <param name="views">The library types of the language.</param>
internal abstract partial class ValueFormatter(TargetView view, ISymbolNames symbols, IValueViews views) : IValueFormatter
{
    private const string OptimizedOut = "<optimized out>";

    // Values that are shown as other values: damage alone makes long chains of them.
    private const int MaxAliases = 8;

    private readonly DynamicTypes _dynamic = new(view, symbols);

    /// <summary>Shown while memory is missing; the computation runs again before anybody sees it.</summary>
    private const string PendingText = "<pending>";

    /// <inheritdoc/>
    public string Format(TypedValue value, FormatOptions options)
    {
        var text = new PreviewText(options.MaxPreviewLength);
        TypedValue shown = Follow(value, options.DynamicTypes) with { IsRaw = value.IsRaw || options.Format == ValueFormat.Raw };
        if (options.Format == ValueFormat.Raw) options = options with { Format = ValueFormat.Natural };
        if (ShowsArrayLength && shown.Type.TryGetElement(out _, out long? count) && count is not null && !IsText(shown.Type, options)) text.Append($"[{count}] ");
        Append(text, shown, options, depth: 0);
        return text.ToString();
    }

    /// <summary>The number of elements stands before an array.</summary>
    protected virtual bool ShowsArrayLength => true;

    /// <summary>What stands around the elements of an array.</summary>
    protected virtual (string Open, string Close) ArrayBrackets => ("{", "}");

    /// <summary>Memory.</summary>
    protected TargetView Memory => view;

    /// <summary>Names of addresses.</summary>
    protected ISymbolNames Symbols => symbols;

    /// <summary>The view of what a value is or refers to; null for none.</summary>
    public ValueView? FindView(TypedValue value) => ViewOf(Follow(value) with { IsRaw = value.IsRaw });

    /// <summary>The view of a value; null for none.</summary>
    protected ValueView? ViewOf(TypedValue value) => value.IsRaw || Status(value.Location) is not null ? null : views.Find(value);

    // A reference is shown as what it refers to.
    private TypedValue Follow(TypedValue value, bool isDynamic = true)
    {
        if (!value.Type.TryGetReferred(out TypeInfo? target)) return value;
        return view.ReadNumber(value.Location, BuiltInTypes.PointerSizeInBytes) switch
        {
            ValueContents.Available available => Refer(target, BitConverter.ToUInt32(available.Bytes.Span), isDynamic),
            ValueContents.Unavailable unavailable => new TypedValue(target, new ValueLocation.Unavailable(unavailable.Reason)),
            ValueContents.OptimizedOut => new TypedValue(target, ValueLocation.OptimizedOut.Instance),
            _ => TypedValue.Pending(target),
        };
    }

    private TypedValue Refer(TypeInfo target, uint address, bool isDynamic)
    {
        var referred = new TypedValue(target, new ValueLocation.Memory(new(address)));
        return isDynamic ? _dynamic.Refine(referred) : referred;
    }

    /// <summary>Appends a value.</summary>
    protected void Append(PreviewText text, TypedValue value, FormatOptions options, int depth)
    {
        if (Status(value.Location) is { } status)
        {
            text.Append(status);
            return;
        }

        if (ViewOf(value) is { } found)
        {
            AppendView(text, found, options, depth);
            return;
        }

        switch (value.Type.Bare())
        {
            case TypeInfo.Reference: Append(text, Follow(value, options.DynamicTypes), options, depth); break;
            case TypeInfo.Array: AppendArray(text, value, options, depth); break;
            case TypeInfo.Structure structure: AppendStructure(text, value, structure, options, depth); break;
            case TypeInfo.Function: text.Append($"{{{value.Type.Name}}} {FormatAddress(value.Address ?? 0)}"); break;
            case TypeInfo.Unspecified: text.Append(value.Type.Name); break;
            case TypeInfo.PointerToMember member: text.Append(FormatMemberPointer(value, member)); break;
            case TypeInfo.Pointer: text.Append(FormatPointer(value, options)); break;
            default: text.Append(FormatScalar(value, options)); break;
        }
    }

    private static string? Status(ValueLocation location) => location switch
    {
        ValueLocation.OptimizedOut => OptimizedOut,
        ValueLocation.Unavailable unavailable => Unavailable(unavailable.Reason),
        ValueLocation.Pending => PendingText,
        _ => null,
    };

    private static string Unavailable(string reason) => $"<unavailable: {reason}>";

    private protected static string Explain(ValueContents contents) => contents switch
    {
        ValueContents.Unavailable unavailable => Unavailable(unavailable.Reason),
        ValueContents.OptimizedOut => OptimizedOut,
        _ => PendingText,
    };

    /// <summary>A number, character, truth value or enumeration.</summary>
    protected virtual string FormatScalar(TypedValue value, FormatOptions options)
    {
        int size = value.Bits is { } field ? field.SizeInBytes : (int)(value.Type.KnownSize() ?? 0);
        bool isComplex = value.Type.Bare() is TypeInfo.Base { Encoding: DwAte.ComplexFloat } && size is 8 or 16;
        ValueContents contents = value.Bits is not null ? view.Read(value.Location, size) : view.ReadNumbers(value.Location, size, isComplex ? size / 2 : size);
        if (contents is not ValueContents.Available available) return Explain(contents);
        ReadOnlySpan<byte> bytes = available.Bytes.Span;
        if (isComplex) return FormatComplex(bytes);
        if (value.Type.AsArithmetic() is not { } type) return FormatBytes(value.Type, bytes);
        if (value.Bits is not { } bits) return FormatNumber(value.Type, Number.Read(type, bytes), bytes[0], options.Format, bitSize: 0);
        ulong raw = view.Extract(bytes, bits);
        return FormatNumber(value.Type, Number.Integer(type, BitCopy.Extend(raw, bits.SizeInBits, type.IsSigned)), (byte)raw, options.Format, bits.SizeInBits);
    }

    private protected static string FormatNumber(TypeInfo type, Number number, byte firstByte, ValueFormat format, int bitSize)
    {
        if (number.Type.IsFloating) return FormatFloating(number, format);
        bool isRadix = format is ValueFormat.Hexadecimal or ValueFormat.Binary or ValueFormat.Octal or ValueFormat.Decimal or ValueFormat.Unsigned;
        if (isRadix) return IntegerText.Format(number, format, bitSize);
        if (format == ValueFormat.Character) return CharacterText.FormatCharacter(number.Signed, Math.Min(number.Type.SizeInBytes, 4) == 2 ? 2 : number.Type.SizeInBytes >= 4 ? 4 : 1);
        if (format == ValueFormat.Floating && bitSize == 0 && number.Type.SizeInBytes >= 4)
            return FloatText.Format(Number.Read(number.Type.SizeInBytes == 4 ? ArithmeticType.Float : ArithmeticType.Double, number.ToBytes()));
        if (type.Bare() is TypeInfo.Enumeration enumeration) return EnumText.Format(enumeration, number.Signed);
        // Any byte but 0 and 1 in a bool is damage worth seeing.
        if (number.Type.Kind == ArithmeticKind.Boolean) return firstByte <= 1 ? number.IsTrue ? "true" : "false" : $"true ({firstByte})";
        if (CharacterTypes.WidePrefix(type) is { } prefix) return CharacterText.FormatCharacter(number.Type.IsSigned ? number.Signed : (long)number.Unsigned, number.Type.SizeInBytes, prefix);
        return CharacterTypes.IsShownAsCharacter(type)
            ? CharacterText.FormatCharacter(number.Signed, number.Type.SizeInBytes)
            : IntegerText.Format(number, ValueFormat.Natural, bitSize);
    }

    // A view switched to hexadecimal keeps its floating values readable; only an explicit radix of bits changes them.
    private static string FormatFloating(Number number, ValueFormat format) =>
        format == ValueFormat.Binary ? IntegerText.Format(Number.Read(number.Type.SizeInBytes == 8 ? ArithmeticType.UnsignedLongLong : ArithmeticType.UnsignedLong, number.ToBytes()), format)
        : FloatText.Format(number);

    // C17, 6.2.5, 13: the real part, then the imaginary part.
    private static string FormatComplex(ReadOnlySpan<byte> bytes)
    {
        ArithmeticType part = bytes.Length == 8 ? ArithmeticType.Float : ArithmeticType.Double;
        return $"{FloatText.Format(Number.Read(part, bytes[..part.SizeInBytes]))} + {FloatText.Format(Number.Read(part, bytes[part.SizeInBytes..]))}i";
    }

    private static string FormatBytes(TypeInfo type, ReadOnlySpan<byte> bytes) =>
        $"<{type.Name}: {(bytes.Length == 0 ? "no size" : Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, 16)]))}>";
}
