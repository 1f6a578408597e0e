using System.Runtime.InteropServices;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <content>Structures, arrays, pointers and strings.</content>
internal abstract partial class ValueFormatter
{
    // Strings are read in aligned pieces, so that a short one near the end of memory does not fail for its neighbours.
    private const int StringPieceInBytes = 64;

    private void AppendStructure(PreviewText text, TypedValue value, TypeInfo.Structure structure, FormatOptions options, int depth)
    {
        if (depth >= options.MaxDepth)
        {
            text.Append("{...}");
            return;
        }

        view.Touch(value.Location, structure.KnownSize() ?? 0);
        text.Append("{");
        string separator = "";
        foreach (BaseClassInfo parent in structure.Bases)
        {
            // An empty base says nothing; std::pair and most of the standard library have one.
            if (parent.Type.Bare() is TypeInfo.Structure { Members.IsEmpty: true, Bases.IsEmpty: true, IsDeclaration: false }) continue;
            TypedValue part = Parent(value, parent);
            if (parent.IsVirtual && !text.IsFirst(part)) continue;
            if (!Separate(text, ref separator)) return;
            text.Append($"<{parent.Type.Name}> = ");
            Append(text, part, options, depth + 1);
        }

        foreach (MemberInfo member in structure.Members)
        {
            if (!Separate(text, ref separator)) return;
            if (!string.IsNullOrEmpty(member.Name)) text.Append($"{member.Name} = ");
            Append(text, MemberAccess.Select(value, member, member.BitOffset), options, depth + 1);
        }

        text.Append("}");
    }

    private static bool Separate(PreviewText text, ref string separator, string close = "}")
    {
        text.Append(separator);
        separator = ", ";
        if (!text.IsFull) return true;
        text.Append("..." + close);
        return false;
    }

    private TypedValue Parent(TypedValue value, BaseClassInfo parent) => VirtualBases.Locate(view, value, parent);

    private static bool IsText(TypeInfo array, FormatOptions options) =>
        array.TryGetElement(out TypeInfo? element, out _)
        && (options.Format == ValueFormat.Text ? element.KnownSize() == 1 : options.Format == ValueFormat.Natural && CharacterTypes.IsText(element));

    private void AppendArray(PreviewText text, TypedValue value, FormatOptions options, int depth)
    {
        value.Type.TryGetElement(out TypeInfo? element, out long? count);
        long size = element?.KnownSize() ?? 0;
        if (element is null || count is null || (count > 0 && size == 0))
        {
            text.Append(value.Address is { } address ? FormatAddress(address) : "{...}");
            return;
        }

        if (IsText(value.Type, options))
        {
            text.Append(FormatText(value.Location, element, count.Value, options.MaxStringLength));
            return;
        }

        (string open, string close) = ArrayBrackets;
        if (depth >= options.MaxDepth)
        {
            text.Append($"{open}...{close}");
            return;
        }

        long shown = Math.Min(count.Value, options.MaxElements);
        view.Touch(value.Location, shown * size);
        text.Append(open);
        string separator = "";
        for (long i = 0; i < shown; i++)
        {
            if (!Separate(text, ref separator, close)) return;
            Append(text, new TypedValue(element, value.Location.Slice(i * size * 8, size * 8)), options, depth + 1);
        }

        text.Append((shown < count ? ", ..." : "") + close);
    }

    /// <summary>A pointer: its address, with the text or the symbol there.</summary>
    protected virtual string FormatPointer(TypedValue value, FormatOptions options)
    {
        if (view.ReadNumber(value.Location, (int)(value.Type.KnownSize() ?? 0)) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        ulong address = 0;
        for (int i = available.Bytes.Length - 1; i >= 0; i--) address = (address << 8) | available.Bytes.Span[i];
        if (options.Format is ValueFormat.Decimal or ValueFormat.Unsigned) return address.ToString();
        if (options.Format == ValueFormat.Binary) return "0b" + address.ToString("b").PadLeft(available.Bytes.Length * 8, '0');
        value.Type.TryGetPointee(out TypeInfo? pointee);
        bool isText = pointee is not null && (options.Format == ValueFormat.Text ? pointee.KnownSize() == 1 : CharacterTypes.IsText(pointee));
        return isText && address != 0 && options.Format is ValueFormat.Natural or ValueFormat.Text
            ? $"0x{address:x} {FormatText(new ValueLocation.Memory(new(address)), pointee!, null, options.MaxStringLength)}"
            : FormatObjectAddress(options.DynamicTypes ? pointee : null, address);
    }

    // As gdb with "set print object on": a pointer into an object of a derived class is shown as a pointer to the whole.
    private string FormatObjectAddress(TypeInfo? pointee, ulong address)
    {
        if (pointee is null || !pointee.IsStructure()) return FormatAddress(address);
        TypedValue actual = _dynamic.Refine(new TypedValue(pointee, new ValueLocation.Memory(new(address))));
        return actual.Type == pointee || actual.Address is not { } start ? FormatAddress(address) : $"({actual.Type.Name} *) {FormatAddress(start)}";
    }

    private string FormatMemberPointer(TypedValue value, TypeInfo.PointerToMember type)
    {
        if (view.ReadNumbers(value.Location, (int)(type.KnownSize() ?? 0), BuiltInTypes.PointerSizeInBytes) is var contents && contents is not ValueContents.Available available) return Explain(contents);
        return MemberPointerText.Describe(type, available.Bytes.Span) ?? FormatAddress(BitConverter.ToUInt32(available.Bytes.Span));
    }

    /// <summary>An address with its symbol.</summary>
    protected string FormatAddress(ulong address) => address != 0 && symbols.Describe(address) is { } name ? $"0x{address:x} <{name}>" : $"0x{address:x}";

    // Up to the first NUL, the end of the array or the limit.
    private string FormatText(ValueLocation location, TypeInfo character, long? room, int maxLength)
    {
        (string prefix, int unit) = CharacterTypes.WidePrefix(character) is { } wide ? (wide, (int)character.KnownSize()!.Value) : ("", 1);
        List<byte> bytes = [];
        long limit = Math.Min(room ?? long.MaxValue, maxLength) * unit;
        while (bytes.Count < limit)
        {
            ValueContents contents = ReadPiece(location, bytes.Count, (int)(limit - bytes.Count));
            if (contents is not ValueContents.Available available)
                return bytes.Count == 0 || contents is ValueContents.Pending ? ExplainText(contents) : $"{Literal(bytes.Count)} {ExplainText(contents)}";
            int known = bytes.Count / unit * unit;
            bytes.AddRange(available.Bytes.Span);
            for (int i = known; i + unit <= bytes.Count; i += unit)
                if (CollectionsMarshal.AsSpan(bytes).Slice(i, unit).IndexOfAnyExcept((byte)0) < 0) return Literal(i);
        }

        return Literal(bytes.Count) + (room is null || room * unit > limit ? "..." : "");

        string Literal(int length)
        {
            byte[] literal = CollectionsMarshal.AsSpan(bytes)[..length].ToArray();
            if (view.IsBigEndian && location is ValueLocation.Memory) TargetView.ReverseEach(literal, unit);
            return prefix + CharacterText.FormatString(literal, unit);
        }
    }

    private static string ExplainText(ValueContents contents) => contents is ValueContents.Unavailable ? "<unreadable>" : Explain(contents);

    private ValueContents ReadPiece(ValueLocation location, int offset, int limit)
    {
        if (location is not ValueLocation.Memory memory)
            return view.Read(location.Slice(offset * 8L, limit * 8L), limit);
        ulong address = memory.Address.Value + (ulong)offset;
        int size = Math.Min(limit, StringPieceInBytes - (int)(address % StringPieceInBytes));
        ValueContents contents = view.Read(new ValueLocation.Memory(new(address)), size);
        // The piece may reach behind the end of memory although the string does not.
        return contents is ValueContents.Unavailable && size > 1 ? view.Read(new ValueLocation.Memory(new(address)), 1) : contents;
    }
}
