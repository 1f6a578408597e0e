using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Finds the part of an object that belongs to a base class; for a virtual base the object's table tells where it is.</summary>
internal static class VirtualBases
{
    // The usual expression is dup, deref, constu, minus, deref, plus: two reads.
    private const int MaxReads = 16;

    /// <summary>The base's part of an object.</summary>
    public static TypedValue Locate(TargetView view, TypedValue value, BaseClassInfo parent)
    {
        if (parent.ByteOffset is { } offset) return new TypedValue(parent.Type, value.Location.Slice(offset * 8, (parent.Type.KnownSize() ?? 0) * 8));
        if (value.IsPending) return TypedValue.Pending(parent.Type);
        return value.Address is { } address
            ? Evaluate(view, parent, address)
            : new TypedValue(parent.Type, new ValueLocation.Unavailable("a virtual base class is found only for an object in memory"));
    }

    /// <summary>A base of an object, through bases of bases; null when it is none.</summary>
    public static TypedValue? Find(TargetView view, TypedValue value, TypeInfo target) => Find(view, value, target, []);

    private static TypedValue? Find(TargetView view, TypedValue value, TypeInfo target, HashSet<TypeInfo> seen)
    {
        if (value.Type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return null;
        foreach (BaseClassInfo parent in structure.Bases)
        {
            TypedValue part = Locate(view, value, parent);
            if (parent.Type.IsSameAs(target)) return part;
            if (Find(view, part, target, seen) is { } deeper) return deeper;
        }

        return null;
    }

    /// <summary>Whether a class has a base through virtual inheritance: then only an object tells how far apart the two are.</summary>
    public static bool Has(TypeInfo type, TypeInfo target) => Has(type, target, []);

    private static bool Has(TypeInfo type, TypeInfo target, HashSet<TypeInfo> seen)
    {
        if (type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return false;
        foreach (BaseClassInfo parent in structure.Bases)
        {
            if (parent.ByteOffset is null && (parent.Type.IsSameAs(target) || ClassLayout.FindBase(parent.Type, target) is not null)) return true;
            if (Has(parent.Type, target, seen)) return true;
        }

        return false;
    }

    private static TypedValue Evaluate(TargetView view, BaseClassInfo parent, ulong address)
    {
        try
        {
            var evaluator = new ExpressionEvaluator(parent.LocationExpression, new ExpressionOptions { InitialValue = address, IsBigEndian = view.IsBigEndian });
            EvaluationStep step = evaluator.Run();
            for (int reads = 0; reads < MaxReads; reads++)
            {
                switch (step)
                {
                    case EvaluationStep.Done { Pieces: [{ Location: PieceLocation.Memory at }] }:
                        return new TypedValue(parent.Type, new ValueLocation.Memory(at.Address));
                    case EvaluationStep.Done { Pieces: [{ Location: PieceLocation.Value { Bytes.Length: >= BuiltInTypes.PointerSizeInBytes } number }] }:
                        ReadOnlySpan<byte> word = number.Bytes.AsSpan();
                        uint start = view.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word[^BuiltInTypes.PointerSizeInBytes..]) : BinaryPrimitives.ReadUInt32LittleEndian(word);
                        return new TypedValue(parent.Type, new ValueLocation.Memory(new(start)));
                    case EvaluationStep.NeedsMemory need:
                        ValueContents contents = view.Read(new ValueLocation.Memory(need.Address), need.SizeInBytes);
                        if (contents is ValueContents.Pending) return TypedValue.Pending(parent.Type);
                        if (contents is not ValueContents.Available available) return Lost(parent, $"its table at {need.Address} cannot be read");
                        step = evaluator.Resume(available.Bytes.Span);
                        break;
                    default:
                        return Lost(parent, "the place of the virtual base class is not known");
                }
            }
        }
        catch (DwarfFormatException error)
        {
            return Lost(parent, $"its place cannot be read: {error.Message}");
        }

        return Lost(parent, "the place of the virtual base class is not known");
    }

    private static TypedValue Lost(BaseClassInfo parent, string reason) => new(parent.Type, new ValueLocation.Unavailable(reason));
}
