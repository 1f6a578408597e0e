using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <content>Variable-length arrays: their bounds are computed in the frame (DWARF 5, 2.19 and 5.13).</content>
internal sealed partial class LocationResolver
{
    // An object of more elements would not fit into the memory of a Cortex-M.
    private const long MaxCount = int.MaxValue;

    private TypeInfo WithBounds(TypeInfo type)
    {
        if (frame is null || type.Bare() is not TypeInfo.Array { Die: { } die } array || array.Dimensions.All(d => d.Count is not null)) return type;
        long?[] counts = [.. array.Dimensions.Select(d => d.Count)];
        int index = 0;
        foreach (Die child in die.Children)
        {
            if (child.Tag != DwTag.SubrangeType || index >= counts.Length) continue;
            counts[index] ??= CountOf(child);
            index++;
        }

        if (counts.Any(c => c is null)) return type;
        TypeInfo result = array.Element;
        for (int i = counts.Length - 1; i >= 0; i--) result = BuiltInTypes.ArrayOf(result, (int)counts[i]!.Value);
        return result;
    }

    private long? CountOf(Die subrange)
    {
        bool isCount = subrange.TryGet(DwAt.Count, out AttributeValue value);
        if (!isCount && !subrange.TryGet(DwAt.UpperBound, out value)) return null;
        long? bound = value.IsBlock ? BoundOf(subrange.Unit, value.AsBlock()) : value.TryGetReference(out Die variable) ? BoundOf(variable) : null;
        long? count = isCount ? bound : bound + 1;
        return count is >= 0 and <= MaxCount ? count : null;
    }

    // Four bytes: a bound is a size_t or an int, and -1 is the bound of an empty array.
    private long? BoundOf(CompilationUnit unit, ReadOnlyMemory<byte> expression) =>
        unchecked((int?)(uint?)new LocationRun(info, unit, frame, memory, ExpressionKind.Value).Number(expression, out _));

    private long? BoundOf(Die die)
    {
        // The type of an inlined function's array names the abstract variable; this copy of it has the place.
        LocalVariable? copy = info.GetLocals(frame!.LookupPc, frame.InlineDepth, frame.IsCall).FirstOrDefault(l => l.Variable.Die.TryGetOrigin(out Die origin) && origin == die);
        VariableInfo variable = info.GetVariable(die);
        TypedValue bound = copy is null ? Resolve(variable, variable.GetLocation(frame.LookupPc, frame.IsCall)) : Resolve(copy.Variable, copy.Location);
        return new TargetView(memory, info.Image.IsBigEndian).ReadNumber(bound.Location, BuiltInTypes.PointerSizeInBytes) is ValueContents.Available available ? BitConverter.ToInt32(available.Bytes.Span) : null;
    }
}
