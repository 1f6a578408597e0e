using System.Diagnostics.CodeAnalysis;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>Reads the insides of library objects. What is not there as expected gives null: then the object is shown as it is laid out.</summary>
/// <param name="view">Memory.</param>
internal sealed class ObjectReader(TargetView view)
{
    // No list or tree of a Cortex-M is longer; a longer walk is a cycle or damage.
    internal const int MaxNodes = 0x10000;

    /// <summary>Memory was missing; what came out is not to be shown.</summary>
    public bool IsPending { get; private set; }

    /// <summary>A member through members of members, bases included.</summary>
    public static TypedValue? Member(TypedValue value, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (MemberAccess.TryFind(value, name) is not { } inner) return null;
            value = inner;
        }

        return value;
    }

    /// <summary>The pointer or number in a member of 1, 2, 4 or 8 bytes, zero-extended.</summary>
    public ulong? Number(TypedValue? value)
    {
        if (value is null) return null;
        int size = (int)(value.Type.KnownSize() ?? 0);
        return size is 1 or 2 or 4 or 8 ? Number(value.Location, size) : null;
    }

    /// <summary>A number of up to 8 bytes, zero-extended.</summary>
    public ulong? Number(ValueLocation location, int sizeInBytes)
    {
        ValueContents contents = view.ReadNumber(location, sizeInBytes);
        IsPending |= contents is ValueContents.Pending;
        if (contents is not ValueContents.Available available) return null;
        ulong number = 0;
        for (int i = sizeInBytes - 1; i >= 0; i--) number = (number << 8) | available.Bytes.Span[i];
        return number;
    }

    /// <summary>A word of memory.</summary>
    public uint? Word(ulong address) => (uint?)Number(At(address), BuiltInTypes.PointerSizeInBytes);

    /// <summary>A pointer member with what it points to.</summary>
    public bool TryPointer(TypedValue? pointer, [NotNullWhen(true)] out TypeInfo? target, out ulong address)
    {
        (target, address) = (null, 0);
        if (pointer is null || !pointer.Type.TryGetPointee(out target) || Number(pointer) is not { } known) return false;
        address = known;
        return true;
    }

    /// <summary>An object at an address.</summary>
    public static TypedValue Object(TypeInfo type, ulong address) => new(type, At(address));

    public static ValueLocation At(ulong address) => new ValueLocation.Memory(new(address & uint.MaxValue));

    /// <summary>An item that is not there.</summary>
    public static TypedValue Lost(TypeInfo type, string reason) => new(type, new ValueLocation.Unavailable(reason));

    /// <summary>An item whose place could not be read: for want of memory, or for good.</summary>
    public TypedValue Unreached(TypeInfo type, string reason) => IsPending ? TypedValue.Pending(type) : Lost(type, reason);

    /// <summary>The value of a template's or generic type's parameter; null when the producer leaves them out.</summary>
    public static TypeInfo? Argument(TypeInfo type, int index) =>
        type.Bare() is TypeInfo.Structure structure && index < structure.TemplateArguments.Length ? structure.TemplateArguments[index].Type : null;

    /// <summary>Asks for a range at once.</summary>
    public void Touch(ulong address, long sizeInBytes) => view.Touch(At(address), sizeInBytes);
}
