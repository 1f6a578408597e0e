using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions;

namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Turns "these bytes into that object" into writes: whole bytes of memory, whole registers, and read-modify-write for bit-fields and partial registers.</summary>
internal static class WritePlan
{
    /// <summary>Adds the writes to the view.</summary>
    /// <param name="view">Where the writes go and current contents come from.</param>
    /// <param name="location">The object.</param>
    /// <param name="bits">Where a bit-field lies in the object; null for all other objects.</param>
    /// <param name="bytes">The object's new bytes; for a bit-field its value.</param>
    /// <param name="column">Column of the assignment, for errors.</param>
    /// <exception cref="ExpressionException">The object lives nowhere, or only in part.</exception>
    public static void Write(TargetView view, ValueLocation location, BitRange? bits, ImmutableArray<byte> bytes, int column)
    {
        switch (location)
        {
            case ValueLocation.Pending:
                return;
            case ValueLocation.Memory at when bits is null:
                view.Add(new ValueWrite.Memory(at.Address, bytes));
                return;
            case ValueLocation.Memory at:
                WriteSource(view, new PartSource.Memory(at.Address), bits.Value.OffsetInBits, bytes.AsSpan(), 0, bits.Value.SizeInBits, column);
                return;
            case ValueLocation.Split split:
                WriteParts(view, bits is { } range ? Narrow(split, range) : split, bytes, column);
                return;
            case ValueLocation.OptimizedOut:
                throw new ExpressionException("It is optimised out here", column, "Build this file with -Og or -O0 to change it.");
            case ValueLocation.Unavailable unavailable:
                throw new ExpressionException($"It cannot be written: {unavailable.Reason}", column, "Choose an object that has a place in the target.");
            default:
                throw new ExpressionException("It is a value without a place in the target", column, "Assign to a variable, a member, an element, *pointer or a $register.");
        }
    }

    private static ValueLocation.Split Narrow(ValueLocation.Split split, BitRange range) =>
        split.Slice(range.OffsetInBits, range.SizeInBits) as ValueLocation.Split ?? split;

    private static void WriteParts(TargetView view, ValueLocation.Split split, ImmutableArray<byte> bytes, int column)
    {
        int at = 0;
        foreach (ValuePart part in split.Parts)
        {
            int size = Math.Min(part.SizeInBits, (bytes.Length * 8) - at);
            if (size > 0) WriteSource(view, part.Source, part.OffsetInBits, bytes.AsSpan(), at, size, column);
            at += part.SizeInBits;
        }
    }

    private static void WriteSource(TargetView view, PartSource source, int offsetInBits, ReadOnlySpan<byte> bytes, int firstBit, int sizeInBits, int column)
    {
        switch (source)
        {
            case PartSource.Memory at:
                int skipped = offsetInBits / 8;
                int span = ((offsetInBits % 8) + sizeInBits + 7) / 8;
                ValueContents old = view.Read(new ValueLocation.Memory(at.Address + skipped), span);
                if (old is ValueContents.Pending) return;
                if (old is not ValueContents.Available available)
                    throw new ExpressionException("Its neighbours in memory cannot be read, which a partial write needs", column, "Check that the address is mapped.");
                byte[] memory = available.Bytes.ToArray();
                BitCopy.Copy(bytes, firstBit, memory, offsetInBits % 8, sizeInBits);
                view.Add(new ValueWrite.Memory(at.Address + skipped, [.. memory]));
                return;
            case PartSource.Register register:
                byte[] content = [.. view.CurrentBytes(register)];
                BitCopy.Copy(bytes, firstBit, content, offsetInBits, sizeInBits);
                view.Add(new ValueWrite.Register(register.Name, [.. content]));
                return;
            case PartSource.Absent { Reason: { } reason }:
                throw new ExpressionException($"A part of it cannot be written: {reason}", column, "Select the frame that holds it, or write memory directly.");
            default:
                throw new ExpressionException("A part of it has no place in the target at this point", column, "Build this file with -Og or -O0 to change it.");
        }
    }
}
