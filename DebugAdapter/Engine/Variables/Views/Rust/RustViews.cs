using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Rust's values as <c>{:?}</c> writes them: enums by their variant, references and boxes by what they refer to, the types of <c>core</c> and <c>alloc</c>.</summary>
/// <remarks>
/// The layout of <c>alloc</c>'s types is private and moves from version to version: pointers and numbers are looked for inside them, not expected at fixed
/// paths.
/// </remarks>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class RustViews(TargetView view, ISymbolNames symbols) : IValueViews
{
    /// <inheritdoc/>
    public ValueView? Find(TypedValue value)
    {
        if (value.IsRaw) return null;
        var reader = new ObjectReader(view);
        ValueView? found = value.Type.Bare() switch
        {
            TypeInfo.Pointer pointer => OfPointer(value, pointer, reader),
            TypeInfo.Structure { VariantPart: { } variants } structure => RustEnums.Find(value, structure, variants, reader),
            TypeInfo.Structure { Kind: not StructureKind.Union } structure => OfStructure(value, structure, reader),
            TypeInfo.Base { BaseName: "()" } => ValueView.Of("()"),
            _ => null,
        };
        return reader.IsPending ? ValueView.Pending : found;
    }

    private static ValueView? OfPointer(TypedValue value, TypeInfo.Pointer pointer, ObjectReader reader)
    {
        string name = RustNames.OfPointer(pointer);
        bool isBox = name.StartsWith("alloc::boxed::Box<", StringComparison.Ordinal);
        if (!isBox && !name.StartsWith('&')) return null;
        if (!reader.TryPointer(value, out TypeInfo? target, out ulong address)) return null;
        if (address == 0) return ValueView.Corrupt(isBox ? "Box" : "&", "a null reference");
        // Behind a reference to nothing sized there is nothing to see.
        if (target.KnownSize() is null) return null;
        TypedValue held = ObjectReader.Object(target, address);
        return new ValueView { Alias = held, AliasAccess = "*", Target = held };
    }

    private ValueView? OfStructure(TypedValue value, TypeInfo.Structure structure, ObjectReader reader)
    {
        string name = structure.TagName ?? "";
        if (RustSlices.Find(name, value, reader) is { } slice) return slice;
        if (RustObjects.IsOne(name)) return RustObjects.Find(value, reader, symbols);
        ValueView? known = RustNames.Path(name) switch
        {
            "alloc::string::String" => RustSlices.OfString(value, reader),
            "alloc::vec::Vec" => RustSlices.OfVec(value, reader),
            "alloc::collections::vec_deque::VecDeque" => RustSlices.OfDeque(value, reader),
            "alloc::collections::btree::map::BTreeMap" => RustTrees.OfMap(value, reader, isSet: false),
            "alloc::collections::btree::set::BTreeSet" => ObjectReader.Member(value, "map") is { } map ? RustTrees.OfMap(map, reader, isSet: true) : null,
            "alloc::rc::Rc" => RustPointers.OfCounted("Rc", value, reader, isWeak: false),
            "alloc::rc::Weak" => RustPointers.OfCounted("Weak", value, reader, isWeak: true),
            "alloc::sync::Arc" => RustPointers.OfCounted("Arc", value, reader, isWeak: false),
            "alloc::sync::Weak" => RustPointers.OfCounted("Weak", value, reader, isWeak: true),
            "core::cell::Cell" => RustPointers.OfCell("Cell", value),
            "core::cell::UnsafeCell" => RustPointers.OfCell("UnsafeCell", value),
            "core::cell::RefCell" => RustPointers.OfRefCell(value, reader),
            "core::cell::Ref" or "core::cell::RefMut" => RustPointers.OfGuard(value, reader),
            "core::ptr::non_null::NonNull" or "core::ptr::unique::Unique" => ObjectReader.Member(value, "pointer") is { } pointer ? new ValueView { Alias = pointer, AliasAccess = ".pointer", Target = null } : null,
            "core::time::Duration" => RustPointers.OfDuration(value, reader),
            "core::marker::PhantomData" => ValueView.Of("PhantomData<" + name[(name.IndexOf('<') + 1)..]),
            "core::num::nonzero::NonZero" => RustPointers.OfNumber(value),
            { } path when path.StartsWith("core::ops::range::Range", StringComparison.Ordinal) => RustRanges.Find(path, value, reader),
            _ when name.StartsWith("core::sync::atomic::Atomic", StringComparison.Ordinal) => RustPointers.OfNumber(value),
            _ => null,
        };
        return known ?? RustStructures.Find(RustNames.Last(name), value, structure);
    }
}
