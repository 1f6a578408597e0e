using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Go;

/// <summary>Go's values as TinyGo lays them out; texts as Delve writes them.</summary>
/// <remarks>
/// Types have no Go names in TinyGo's DWARF except for typedefs: strings and slices are structures called <c>string</c> and <c>[]byte</c>, maps and channels
/// pointers to the structures of the runtime, functions structures of a context and an address.
/// </remarks>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class GoViews(TargetView view, ISymbolNames symbols) : IValueViews
{
    // No Cortex-M has more memory in one piece.
    private const ulong Largest = 0x2000_0000;

    /// <inheritdoc/>
    public ValueView? Find(TypedValue value)
    {
        if (value.IsRaw) return null;
        var reader = new ObjectReader(view);
        ValueView? found = value.Type.Bare() switch
        {
            TypeInfo.Structure structure => OfStructure(value, structure, reader),
            TypeInfo.Pointer pointer => OfPointer(value, pointer, reader),
            _ => null,
        };
        return reader.IsPending ? ValueView.Pending : found;
    }

    private ValueView? OfStructure(TypedValue value, TypeInfo.Structure structure, ObjectReader reader)
    {
        string name = structure.TagName ?? "";
        if (name == "string") return OfString(value, reader);
        if (name.StartsWith("[]", StringComparison.Ordinal)) return OfSlice(name, value, reader);
        if (structure.Members is [{ Name: "typecode" }, { Name: "value" }]) return GoInterfaces.Find(value, reader, symbols);
        if (structure.Members is [{ Name: "context" }, { Name: "fn" or "funcptr" } function]) return OfFunction(ObjectReader.Member(value, function.Name!), reader);
        return OfFields(AliasOf(value.Type) ?? (name.Length > 0 ? name : "struct"), value, structure);
    }

    // The name that the program gives the type: the innermost typedef is that of the runtime's own, the outermost that of the variable.
    private static string? AliasOf(TypeInfo type)
    {
        while (type is TypeInfo.Qualified qualified) type = qualified.Target;
        return (type as TypeInfo.Typedef)?.AliasName;
    }

    private static ValueView? OfString(TypedValue value, ObjectReader reader)
    {
        if (!reader.TryPointer(ObjectReader.Member(value, "ptr"), out _, out ulong address) || reader.Number(ObjectReader.Member(value, "len")) is not { } length) return null;
        return length > Largest
            ? ValueView.Corrupt("string", $"a length of {length}")
            : new ValueView { Text = new ViewText(ObjectReader.At(address), (long)length), Count = (long)length };
    }

    private static ValueView? OfSlice(string name, TypedValue value, ObjectReader reader)
    {
        if (!reader.TryPointer(ObjectReader.Member(value, "ptr"), out TypeInfo? element, out ulong address)) return null;
        if (reader.Number(ObjectReader.Member(value, "len")) is not { } length || reader.Number(ObjectReader.Member(value, "cap")) is not { } capacity) return null;
        if (address == 0 && length == 0) return ValueView.Of($"{name} len: 0, cap: {capacity}, nil");
        if (length > capacity || length * (ulong)(element.KnownSize() ?? 0) > Largest) return ValueView.Corrupt(name, $"a length of {length} in a capacity of {capacity}");
        return new ValueView
        {
            Label = $"{name} len: {length}, cap: {capacity}, ",
            Form = ViewForm.RustList,
            Count = (long)length,
            Items = ViewItems.Contiguous(reader, element, address, (long)length),
        };
    }

    private ValueView? OfFunction(TypedValue? function, ObjectReader reader)
    {
        if (reader.Number(function) is not { } address) return null;
        return ValueView.Of(address == 0 ? "func nil" : $"func 0x{address:x}{(symbols.Describe(address) is { } name ? $" <{name}>" : "")}");
    }

    private static ValueView OfFields(string label, TypedValue value, TypeInfo.Structure structure) => structure.Members.IsEmpty
        ? ValueView.Of(label + " {}")
        : new ValueView
        {
            Label = label,
            Form = ViewForm.RustStruct,
            Count = structure.Members.Length,
            Items = (start, most) => [.. structure.Members.Skip((int)start).Take(most).Select(m =>
                new ViewItem(m.Name ?? "_", Expressions.Evaluation.MemberAccess.Select(value, m, m.BitOffset), m.Name is null ? null : "." + m.Name))],
        };

    private static ValueView? OfPointer(TypedValue value, TypeInfo.Pointer pointer, ObjectReader reader)
    {
        string target = AliasOf(pointer.Target) ?? (pointer.Target.Bare() as TypeInfo.Structure)?.TagName ?? "";
        if (target is not ("runtime.hashmap" or "runtime.channel")) return null;
        if (!reader.TryPointer(value, out TypeInfo? type, out ulong address)) return null;
        bool isMap = target == "runtime.hashmap";
        if (address == 0) return ValueView.Of(isMap ? "map nil" : "chan nil");
        TypedValue head = ObjectReader.Object(type, address);
        if (isMap) return reader.Number(ObjectReader.Member(head, "count")) is { } count ? Header($"map of {count}", head) : null;
        TypedValue? used = ObjectReader.Member(head, "bufUsed") ?? ObjectReader.Member(head, "bufLen");
        TypedValue? room = ObjectReader.Member(head, "bufSize") ?? ObjectReader.Member(head, "bufCap");
        return reader.Number(used) is { } waiting && reader.Number(room) is { } size ? Header($"chan {waiting}/{size}", head) : null;
    }

    // What a map or channel holds is not in the debug information: the runtime's own structure is what can be seen.
    private static ValueView Header(string label, TypedValue head) => new()
    {
        Label = label,
        Form = ViewForm.LabelOnly,
        Count = 1,
        Items = (start, most) => start == 0 && most > 0 ? [new ViewItem("runtime", head, "*")] : [],
        Target = head,
    };
}
