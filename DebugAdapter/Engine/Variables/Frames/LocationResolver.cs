using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>Turns a variable's DWARF location into a place on the target, as one frame sees it.</summary>
/// <param name="info">The image.</param>
/// <param name="frame">The frame; null for variables with static storage.</param>
/// <param name="memory">Lent memory.</param>
internal sealed partial class LocationResolver(DebugInfo info, FramePlace? frame, ITargetMemory memory)
{
    private static readonly ValueLocation OutOfOrder = new ValueLocation.Unavailable("of a big-endian target only numbers are read from registers and constants");

    /// <summary>The variable as an object.</summary>
    public TypedValue Resolve(VariableInfo variable, VariableLocation location)
    {
        TypeInfo type = WithBounds(variable.Type);
        int size = (int)Math.Min(type.KnownSize() ?? 0, TargetView.MaxObjectSizeInBytes);
        return location switch
        {
            VariableLocation.Expression expression => new TypedValue(type, Evaluate(variable.Unit, expression.Bytes, size, type.IsWord())),
            VariableLocation.Constant when IsOutOfOrder(type.IsWord()) => new TypedValue(type, OutOfOrder),
            VariableLocation.Constant constant when constant.Bytes.Length >= size && info.Image.IsBigEndian => new TypedValue(type, Constant([.. constant.Bytes.Span], size)),
            VariableLocation.Constant constant when constant.Bytes.Length >= size => TypedValue.Constant(type, constant.Bytes.Span[..size]),
            VariableLocation.Constant => new TypedValue(type, new ValueLocation.Unavailable("its constant is shorter than its type")),
            _ => new TypedValue(type, ValueLocation.OptimizedOut.Instance),
        };
    }

    private ValueLocation Evaluate(CompilationUnit unit, ReadOnlyMemory<byte> expression, int sizeInBytes, bool isWord)
    {
        try
        {
            var run = new LocationRun(info, unit, frame, memory, ExpressionKind.Location);
            return run.Execute(expression, out ImmutableArray<Piece> pieces) ?? Place(pieces, sizeInBytes, isWord);
        }
        catch (DwarfFormatException error)
        {
            return new ValueLocation.Unavailable($"its location cannot be read: {error.Message}");
        }
    }

    // Where the members of an object lie in registers of a big-endian target depends on the object.
    private bool IsOutOfOrder(bool isWord) => info.Image.IsBigEndian && !isWord;

    private ValueLocation Place(ImmutableArray<Piece> pieces, int sizeInBytes, bool isWord)
    {
        if (pieces is [{ SizeInBits: null } whole])
        {
            switch (whole.Location)
            {
                case PieceLocation.Memory at: return new ValueLocation.Memory(at.Address);
                case PieceLocation.Value or PieceLocation.Register when IsOutOfOrder(isWord): return OutOfOrder;
                case PieceLocation.Value value: return Constant(value.Bytes, sizeInBytes);
                case PieceLocation.Empty: return ValueLocation.OptimizedOut.Instance;
                case PieceLocation.ImplicitPointer: return new ValueLocation.Unavailable("it points to an object that the compiler optimised away");
                case PieceLocation.Register register: return new ValueLocation.Split(RegisterParts(register.DwarfRegister, sizeInBytes));
            }
        }

        if (info.Image.IsBigEndian) return OutOfOrder;
        ImmutableArray<ValuePart> parts = [.. pieces.SelectMany(Parts)];
        long missing = (sizeInBytes * 8L) - parts.Sum(p => (long)p.SizeInBits);
        // What no piece covers is not there (DWARF 5, 2.6.1.2).
        return new ValueLocation.Split(missing > 0 ? parts.Add(new ValuePart(new PartSource.Absent(null), 0, (int)missing)) : parts);
    }

    // The stack of an expression holds words: a smaller object is the front, a larger one was extended with zeros.
    private ValueLocation.Constant Constant(ImmutableArray<byte> bytes, int sizeInBytes) =>
        new([.. (info.Image.IsBigEndian ? bytes.Reverse() : bytes).Take(sizeInBytes), .. new byte[Math.Max(0, sizeInBytes - bytes.Length)]]);

    private IEnumerable<ValuePart> Parts(Piece piece)
    {
        int size = (int)Math.Min(piece.SizeInBits ?? 0, TargetView.MaxObjectSizeInBytes * 8UL);
        int offset = (int)Math.Min(piece.OffsetInBits, TargetView.MaxObjectSizeInBytes * 8UL);
        return piece.Location switch
        {
            PieceLocation.Memory at => [new ValuePart(new PartSource.Memory(at.Address), offset, size)],
            PieceLocation.Value value => [new ValuePart(new PartSource.Constant(Constant(value.Bytes, (offset + size + 7) / 8).Bytes), offset, size)],
            PieceLocation.Register register => ((ValueLocation.Split)new ValueLocation.Split(RegisterParts(register.DwarfRegister, (offset + size + 7) / 8)).Slice(offset, size)).Parts,
            PieceLocation.ImplicitPointer => [new ValuePart(new PartSource.Absent("it points to an object that the compiler optimised away"), 0, size)],
            _ => [new ValuePart(new PartSource.Absent(null), 0, size)],
        };
    }

    private ImmutableArray<ValuePart> RegisterParts(int dwarfRegister, int sizeInBytes)
    {
        int bits = Math.Max(sizeInBytes, 1) * 8;
        if (!CoreRegisters.TryFromDwarf(dwarfRegister, out CoreRegister register, out _))
            return [new ValuePart(new PartSource.Absent($"a Cortex-M has no register with DWARF number {dwarfRegister}"), 0, bits)];
        return frame is null
            ? [new ValuePart(new PartSource.Absent("registers belong to a frame, and none is selected"), 0, bits)]
            : RegisterValues.Parts(frame.Registers, register, Math.Max(sizeInBytes, 1));
    }
}
