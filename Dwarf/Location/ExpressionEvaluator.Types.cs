using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <content>Operations with types (DWARF 5, 2.5.1.6 and 2.5.1.7). Types are DIEs, so each is asked for once and remembered.</content>
public sealed partial class ExpressionEvaluator
{
    private EvaluationStep? WithType(ulong unitOffset, Func<BaseType, EvaluationStep?> then)
    {
        if (_types.TryGetValue(unitOffset, out BaseType known))
            return then(known);
        _onType = type =>
        {
            _types[unitOffset] = type;
            if (type.SizeInBytes is < 1 or > LargestValueInBytes || (type.Encoding == DwAte.Float && type.SizeInBytes is not (4 or 8)))
                return new EvaluationStep.Refused($"Values of {type.SizeInBytes} bytes are not computed in expressions");
            return then(type);
        };
        return new EvaluationStep.NeedsBaseType(unitOffset);
    }

    // Offset 0 names the generic type (DWARF 5, 2.5.1.6).
    private EvaluationStep? WithTypeOrGeneric(ulong unitOffset, Func<BaseType?, EvaluationStep?> then) =>
        unitOffset == 0 ? then(null) : WithType(unitOffset, type => then(type));

    private EvaluationStep? TypedConstant(ref SectionReader reader)
    {
        ulong typeOffset = reader.ReadUleb128();
        int size = reader.ReadByte();
        ReadOnlySpan<byte> bytes = reader.ReadBytes((ulong)size);
        if (size is 0 or > LargestValueInBytes)
            return new EvaluationStep.Refused($"Values of {size} bytes are not computed in expressions");
        ulong bits = 0;
        for (int i = 0; i < size; i++)
            bits |= (ulong)bytes[i] << (8 * (_options.IsBigEndian ? size - 1 - i : i));
        return WithType(typeOffset, type => type.SizeInBytes == size
            ? Push(new StackValue(bits, type))
            : throw Malformed($"A constant of {size} bytes for a type of {type.SizeInBytes}"));
    }

    private EvaluationStep? TypedRegister(int register, ulong typeOffset) => WithType(typeOffset, type =>
        Ask(new EvaluationStep.NeedsRegister(register, type.SizeInBytes), value => Push(new StackValue(value & StackValue.Mask(type.SizeInBytes), type))));

    private EvaluationStep? TypedDereference(int sizeInBytes, ulong typeOffset, bool hasSpace)
    {
        ulong address = Pop().Bits;
        ulong? space = hasSpace ? Pop().Bits : null;
        return WithType(typeOffset, type => type.SizeInBytes == sizeInBytes
            ? Ask(new EvaluationStep.NeedsMemory(new TargetAddress(address), sizeInBytes, space), value => Push(new StackValue(value, type)))
            : throw Malformed($"{sizeInBytes} bytes are read for a type of {type.SizeInBytes}"));
    }

    private EvaluationStep? Reinterpret(BaseType? type)
    {
        StackValue value = Pop();
        int size = type?.SizeInBytes ?? _options.AddressSizeInBytes;
        return value.SizeInBytes(_options.AddressSizeInBytes) == size
            ? Push(new StackValue(value.Bits, type))
            : throw Malformed($"Bits of {value.SizeInBytes(_options.AddressSizeInBytes)} bytes are taken as a type of {size}");
    }

    private EvaluationStep? EntryValue(ref SectionReader reader)
    {
        ulong size = reader.ReadUleb128();
        int start = reader.Offset;
        reader.Skip(size);
        ReadOnlyMemory<byte> block = _code[start..reader.Offset];
        var inner = new SectionReader(block.Span, SectionId.Expression, _options.IsBigEndian);
        // A block of one typed register gives a typed value; every other block gives a generic one.
        if (size > 0 && (DwOp)inner.ReadByte() is DwOp.RegvalType or DwOp.GnuRegvalType)
        {
            inner.ReadUleb128();
            ulong typeOffset = inner.ReadUleb128();
            return WithType(typeOffset, type => Ask(new EvaluationStep.NeedsEntryValue(block), value => Push(new StackValue(value & StackValue.Mask(type.SizeInBytes), type))));
        }
        return Ask(new EvaluationStep.NeedsEntryValue(block));
    }
}
