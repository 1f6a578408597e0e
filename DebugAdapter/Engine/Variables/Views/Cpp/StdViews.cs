using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary>The types of libstdc++ by what they mean; texts as gdb's printers for libstdc++ write them.</summary>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class StdViews(TargetView view, ISymbolNames symbols) : IValueViews
{
    private const string Namespace = "std::";

    // libstdc++ puts what changed its layout into inline namespaces.
    private static readonly string[] InlineNamespaces = ["__cxx11::", "__8::", "_V2::", "__debug::"];

    /// <inheritdoc/>
    public ValueView? Find(TypedValue value)
    {
        if (value.IsRaw || value.Type.Bare() is not TypeInfo.Structure { TagName: { } tag } || NameOf(tag) is not { } name) return null;
        var reader = new ObjectReader(view);
        ValueView? found = Find(name, value, reader);
        return reader.IsPending ? ValueView.Pending : found;
    }

    private static string? NameOf(string tag)
    {
        if (!tag.StartsWith(Namespace, StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> name = tag.AsSpan(Namespace.Length);
        foreach (string inline in InlineNamespaces)
            if (name.StartsWith(inline, StringComparison.Ordinal)) name = name[inline.Length..];
        int end = name.IndexOf('<');
        return (end < 0 ? name : name[..end]).ToString();
    }

    private ValueView? Find(string name, TypedValue value, ObjectReader reader) => name switch
    {
        "basic_string" => StdStrings.OfString(value, reader),
        "basic_string_view" => StdStrings.OfView(value, reader),
        "vector" => StdSequences.OfVector(value, reader),
        "array" => StdSequences.OfArray(value),
        "span" or "initializer_list" => StdSequences.OfSpan(name, value, reader),
        "bitset" => StdSequences.OfBitset(value, reader),
        "deque" => StdDeque.Find(value, reader),
        "list" => StdLists.OfList(value, reader),
        "forward_list" => StdLists.OfForwardList(value, reader),
        "map" => StdTrees.Find(name, value, reader, MapKind.Unique),
        "multimap" => StdTrees.Find(name, value, reader, MapKind.Multiple),
        "set" or "multiset" => StdTrees.Find(name, value, reader, MapKind.Set),
        "unordered_map" => StdHashTables.Find(name, value, reader, MapKind.Unique),
        "unordered_multimap" => StdHashTables.Find(name, value, reader, MapKind.Multiple),
        "unordered_set" or "unordered_multiset" => StdHashTables.Find(name, value, reader, MapKind.Set),
        "unique_ptr" => StdPointers.OfUnique(value, reader),
        "shared_ptr" or "weak_ptr" => StdPointers.OfShared(name, value, reader),
        "reference_wrapper" => StdPointers.OfReference(value, reader),
        "optional" => StdWrappers.OfOptional(value, reader),
        "variant" => StdWrappers.OfVariant(value, reader),
        "tuple" => StdWrappers.OfTuple(value),
        "stack" or "queue" or "priority_queue" => StdWrappers.OfAdaptor(name, value),
        "atomic" or "__atomic_base" => StdWrappers.OfAtomic(value),
        "function" => StdWrappers.OfFunction(value, reader, symbols),
        "chrono::duration" => StdChrono.OfDuration(value, reader),
        "chrono::time_point" => StdChrono.OfTimePoint(value),
        _ => null,
    };
}
