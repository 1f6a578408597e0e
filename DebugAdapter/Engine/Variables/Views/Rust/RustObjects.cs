using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Trait objects: what is really there, by the table of functions beside the pointer.</summary>
/// <remarks>
/// The table begins with the function that drops the object, or 0, its size and its alignment; the methods follow (rustc, <c>vtable</c> of <c>ty</c>: no
/// promise, but the same for years). Tables have no symbols, and those of statics no debug information: a method tells whose it is by its own name.
/// </remarks>
internal static class RustObjects
{
    private const int SizeIndex = 1, FirstMethodIndex = 3;

    private static readonly string[] Prefixes = ["&dyn ", "&mut dyn ", "*const dyn ", "*mut dyn ", "alloc::boxed::Box<dyn "];

    /// <summary>True for the name of a pointer to a trait object.</summary>
    public static bool IsOne(string name) => Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The object; null when no method of the table tells its type: then pointer and table are shown.</summary>
    public static ValueView? Find(TypedValue value, ObjectReader reader, ISymbolNames symbols)
    {
        if (reader.Number(ObjectReader.Member(value, "pointer")) is not { } address || !reader.TryPointer(ObjectReader.Member(value, "vtable"), out TypeInfo? words, out ulong table)) return null;
        if (address == 0 || table == 0) return ValueView.Corrupt("dyn", "a null reference");
        if (Word(SizeIndex) is not { } size) return null;
        // The table's type is an array of its words.
        long count = (words.KnownSize() ?? 0) / BuiltInTypes.PointerSizeInBytes;
        for (int index = FirstMethodIndex; index < count && Word(index) is { } method; index++)
        {
            // A method that the trait gives itself is nobody's.
            if (symbols.FindImplementer(method) is not { } type) continue;
            if (type.KnownSize() != size) return null;
            TypedValue held = ObjectReader.Object(type, address);
            return new ValueView { Alias = held, AliasAccess = "*", Target = held };
        }

        return null;

        uint? Word(int index) => reader.Word(table + ((ulong)index * BuiltInTypes.PointerSizeInBytes));
    }
}
