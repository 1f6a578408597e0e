using System.Buffers.Binary;
using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <content>The operations themselves. Operands are read whole before anything changes; <c>_offset</c> stands on the running operation until it is done.</content>
public sealed partial class ExpressionEvaluator
{
    private const string NoThreadLocalStorage = "The variable is thread-local; where its storage is, only the program's own thread library knows";

    private EvaluationStep? Execute(DwOp operation, ref SectionReader reader)
    {
        EvaluationStep? step = operation switch
        {
            >= DwOp.Lit0 and <= DwOp.Lit31 => PushGeneric((ulong)(operation - DwOp.Lit0)),
            >= DwOp.Reg0 and <= DwOp.Reg31 => Locate(new PieceLocation.Register(operation - DwOp.Reg0)),
            >= DwOp.Breg0 and <= DwOp.Breg31 => PushRegister(operation - DwOp.Breg0, reader.ReadSleb128()),
            _ => ExecuteOther(operation, ref reader),
        };
        // A branch has already moved; everything else goes on behind its operands.
        _offset = operation is DwOp.Bra or DwOp.Skip ? _offset : reader.Offset;
        return step;
    }

    private EvaluationStep? ExecuteOther(DwOp operation, ref SectionReader reader)
    {
        switch (operation)
        {
            case DwOp.Nop: return null;
            case DwOp.Addr: return PushGeneric(reader.ReadAddress(_options.AddressSizeInBytes));
            case DwOp.Const1u: return PushGeneric(reader.ReadByte());
            case DwOp.Const2u: return PushGeneric(reader.ReadUInt16());
            case DwOp.Const4u: return PushGeneric(reader.ReadUInt32());
            case DwOp.Const8u: return PushConstant(reader.ReadUInt64(), ref reader);
            case DwOp.Const1s: return PushGeneric((ulong)reader.ReadSigned(1));
            case DwOp.Const2s: return PushGeneric((ulong)reader.ReadSigned(2));
            case DwOp.Const4s: return PushGeneric((ulong)reader.ReadSigned(4));
            case DwOp.Const8s: return PushConstant((ulong)reader.ReadSigned(8), ref reader);
            case DwOp.Constu: return PushConstant(reader.ReadUleb128(), ref reader);
            case DwOp.Consts: return PushConstant((ulong)reader.ReadSleb128(), ref reader);
            case DwOp.Dup: return Push(Peek(0));
            case DwOp.Drop: Pop(); return null;
            case DwOp.Over: return Push(Peek(1));
            case DwOp.Pick: return Push(Peek(reader.ReadByte()));
            case DwOp.Swap: return Rotate(2);
            case DwOp.Rot: return Rotate(3);
            case DwOp.Abs or DwOp.Neg or DwOp.Not: return Unary(operation);
            case DwOp.PlusUconst: return PlusConstant(reader.ReadUleb128());
            case DwOp.And or DwOp.Or or DwOp.Xor or DwOp.Plus or DwOp.Minus or DwOp.Mul or DwOp.Div or DwOp.Mod: return Binary(operation);
            case DwOp.Shl or DwOp.Shr or DwOp.Shra: return Binary(operation);
            case DwOp.Eq or DwOp.Ne or DwOp.Ge or DwOp.Gt or DwOp.Le or DwOp.Lt: return Binary(operation);
            case DwOp.Skip: return Branch(ref reader, always: true);
            case DwOp.Bra: return Branch(ref reader, always: false);
            case DwOp.Regx: return Locate(new PieceLocation.Register(reader.ReadUleb128AsInt32()));
            case DwOp.Bregx: return PushRegister(reader.ReadUleb128AsInt32(), reader.ReadSleb128());
            case DwOp.Fbreg: return AskPlus(new EvaluationStep.NeedsFrameBase(), reader.ReadSleb128());
            case DwOp.CallFrameCfa: return Ask(new EvaluationStep.NeedsCfa());
            case DwOp.PushObjectAddress: return Ask(new EvaluationStep.NeedsObjectAddress());
            case DwOp.Deref: return Dereference(_options.AddressSizeInBytes, hasSpace: false);
            case DwOp.DerefSize: return Dereference(reader.ReadByte(), hasSpace: false);
            case DwOp.Xderef: return Dereference(_options.AddressSizeInBytes, hasSpace: true);
            case DwOp.XderefSize: return Dereference(reader.ReadByte(), hasSpace: true);
            case DwOp.Piece: return EndPieceOfBytes(reader.ReadUleb128());
            case DwOp.BitPiece: EndPiece(reader.ReadUleb128(), reader.ReadUleb128()); return null;
            case DwOp.StackValue: return Locate(TopAsValue());
            case DwOp.ImplicitValue: return Locate(new PieceLocation.Value(ImmutableArray.Create(reader.ReadBytes(reader.ReadUleb128()))));
            case DwOp.ImplicitPointer or DwOp.GnuImplicitPointer: return Locate(new PieceLocation.ImplicitPointer(ReadReference(ref reader), reader.ReadSleb128()));
            case DwOp.GnuUninit: _isUninitialized = true; return null;
            case DwOp.Addrx or DwOp.GnuAddrIndex or DwOp.Constx or DwOp.GnuConstIndex: return Ask(new EvaluationStep.NeedsIndexedAddress(reader.ReadUleb128()));
            case DwOp.GnuEncodedAddr: return EncodedAddress(ref reader);
            case DwOp.Call2: return Call(reader.ReadUInt16(), isUnitOffset: true);
            case DwOp.Call4: return Call(reader.ReadUInt32(), isUnitOffset: true);
            case DwOp.CallRef: return Call(ReadReference(ref reader), isUnitOffset: false);
            case DwOp.GnuParameterRef: return Ask(new EvaluationStep.NeedsParameterEntryValue(reader.ReadUInt32()));
            case DwOp.GnuVariableValue: return Ask(new EvaluationStep.NeedsVariableValue(ReadReference(ref reader)));
            case DwOp.FormTlsAddress or DwOp.GnuPushTlsAddress: return new EvaluationStep.Refused(NoThreadLocalStorage);
            case DwOp.EntryValue or DwOp.GnuEntryValue: return EntryValue(ref reader);
            case DwOp.ConstType or DwOp.GnuConstType: return TypedConstant(ref reader);
            case DwOp.RegvalType or DwOp.GnuRegvalType: return TypedRegister(reader.ReadUleb128AsInt32(), reader.ReadUleb128());
            case DwOp.DerefType or DwOp.GnuDerefType: return TypedDereference(reader.ReadByte(), reader.ReadUleb128(), hasSpace: false);
            case DwOp.XderefType: return TypedDereference(reader.ReadByte(), reader.ReadUleb128(), hasSpace: true);
            case DwOp.Convert or DwOp.GnuConvert: return WithTypeOrGeneric(reader.ReadUleb128(), type => Push(_arithmetic.Convert(Pop(), type)));
            case DwOp.Reinterpret or DwOp.GnuReinterpret: return WithTypeOrGeneric(reader.ReadUleb128(), Reinterpret);
            default: throw reader.Malformed($"Unknown operation 0x{(int)operation:x2} (DWARF 5, 7.7.1)", _offset, "Report the compiler and its version");
        }
    }

    private EvaluationStep? Locate(PieceLocation location)
    {
        _location = location;
        return null;
    }

    private EvaluationStep AskPlus(EvaluationStep request, long addend) => Ask(request, value => PushGeneric(unchecked(value + (ulong)addend)));

    private EvaluationStep PushRegister(int register, long addend) => AskPlus(new EvaluationStep.NeedsRegister(register, _options.AddressSizeInBytes), addend);

    // LLVM describes a double or long long by a constant wider than the generic type and DW_OP_stack_value, which would cut it. The object takes the bytes that it has.
    private EvaluationStep? PushConstant(ulong bits, ref SectionReader reader)
    {
        bool isCut = _arithmetic.Generic(bits).Bits != bits;
        if (!isCut || _options.IsBigEndian || reader.Offset >= reader.End || (DwOp)_code.Span[reader.Offset] != DwOp.StackValue)
            return PushGeneric(bits);
        reader.Skip(1);
        Span<byte> bytes = stackalloc byte[LargestValueInBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, bits);
        return Locate(new PieceLocation.Value(ImmutableArray.Create<byte>(bytes)));
    }

    private EvaluationStep? Rotate(int count)
    {
        Peek(count - 1);
        StackValue top = Pop();
        _stack.Insert(_stack.Count - (count - 1), top);
        return null;
    }

    private EvaluationStep? Unary(DwOp operation) =>
        Push(_arithmetic.Unary(operation, Pop()) ?? throw Malformed("The operation is not defined for floating point"));

    private EvaluationStep? PlusConstant(ulong addend)
    {
        StackValue value = Pop();
        return Push(_arithmetic.Binary(DwOp.Plus, value, value with { Bits = addend }) ?? throw Malformed("The operation is not defined for this type"));
    }

    private EvaluationStep? Binary(DwOp operation)
    {
        StackValue right = Pop(), left = Pop();
        if (_arithmetic.Binary(operation, left, right) is { } result)
            return Push(result);
        if (operation is DwOp.Div or DwOp.Mod && right.Bits == 0 && left.Type == right.Type)
            return new EvaluationStep.Refused("The expression divides by zero");
        throw Malformed("The operation is not defined for the types of its operands");
    }

    private EvaluationStep? Branch(ref SectionReader reader, bool always)
    {
        long target = reader.ReadSigned(2) + reader.Offset;
        if (target < 0 || target > reader.End)
            throw Malformed($"Branch to {target}, outside the expression");
        _offset = always || Pop().Bits != 0 ? (int)target : reader.Offset;
        return null;
    }

    private EvaluationStep Dereference(int sizeInBytes, bool hasSpace)
    {
        if (sizeInBytes is 0 or > LargestValueInBytes || sizeInBytes > _options.AddressSizeInBytes)
            throw Malformed($"{sizeInBytes} bytes do not fit an address of {_options.AddressSizeInBytes}");
        ulong address = Pop().Bits;
        return Ask(new EvaluationStep.NeedsMemory(new TargetAddress(address), sizeInBytes, hasSpace ? Pop().Bits : null));
    }

    private EvaluationStep? EndPieceOfBytes(ulong sizeInBytes)
    {
        if (sizeInBytes > ulong.MaxValue / 8)
            throw Malformed($"A piece of {sizeInBytes} bytes");
        EndPiece(8 * sizeInBytes, 0);
        return null;
    }

    // DWARF 2 wrote DW_FORM_ref_addr as an address; later versions as a section offset.
    private ulong ReadReference(ref SectionReader reader) =>
        _options.Version <= 2 ? reader.ReadAddress(_options.AddressSizeInBytes) : reader.ReadOffset(_options.Format);

    private EvaluationStep Call(ulong offset, bool isUnitOffset) => _callers.Count < MaxCallDepth
        ? new EvaluationStep.NeedsDieExpression(offset, isUnitOffset)
        : new EvaluationStep.Refused($"Expressions call each other more than {MaxCallDepth} deep");

    // The operand is an encoding of LSB Core, 10.5 (DW_EH_PE_*); only absolute ones mean anything inside an expression.
    private EvaluationStep? EncodedAddress(ref SectionReader reader)
    {
        byte encoding = reader.ReadByte();
        return encoding switch
        {
            0x00 => PushGeneric(reader.ReadAddress(_options.AddressSizeInBytes)),
            0x01 => PushGeneric(reader.ReadUleb128()),
            0x02 => PushGeneric(reader.ReadUInt16()),
            0x03 => PushGeneric(reader.ReadUInt32()),
            0x04 => PushGeneric(reader.ReadUInt64()),
            0x09 => PushGeneric((ulong)reader.ReadSleb128()),
            0x0a => PushGeneric((ulong)reader.ReadSigned(2)),
            0x0b => PushGeneric((ulong)reader.ReadSigned(4)),
            0x0c => PushGeneric((ulong)reader.ReadSigned(8)),
            _ => throw Malformed($"Pointer encoding 0x{encoding:x2} has no meaning in an expression"),
        };
    }
}
