using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Pointers to members of C++ classes.</content>
/// <remarks>Itanium C++ ABI, 2.3; on Arm the adjustment of <c>this</c> is doubled, and its bit 0 tells a virtual function (CPPABI32, 3.2.1).</remarks>
internal sealed partial class ExpressionInterpreter
{
    // &Class::member without parentheses (C++ [expr.unary.op]); null for anything else.
    private TypedValue? PointerToMember(ExpressionNode operand)
    {
        if (operand is not ExpressionNode.Name { Identifier: { IsSimple: false, File: null } name, Column: var column } || !name.Parts.Any(p => p.Length > 0)) return null;
        if (FindDeclaredMember(name) is { } found)
        {
            if (found.Member.IsBitField) throw new ExpressionException("A bit-field has no address", column, "Take the address of the structure around it.");
            return TypedValue.Constant(TypeInfo.MemberPointerTo(found.Member.Type, found.Class), Words((uint)(found.BitOffset / 8)));
        }

        if (OwnerOf(name) is not { } owner || scope.FindObject(name) is not { Address: { } address, Type: TypeInfo.Function { Parameters.HasObjectPointer: true } function }) return null;
        uint? table = function.Die is { } die ? MemberPointerText.TableIndex(die) : null;
        byte[] bytes = table is { } index ? Words(index * BuiltInTypes.PointerSizeInBytes, 1) : Words((uint)address, 0);
        return TypedValue.Constant(TypeInfo.MemberPointerTo(function, owner), bytes);
    }

    private (TypeInfo Class, MemberInfo Member, long BitOffset)? FindDeclaredMember(QualifiedName name) =>
        OwnerOf(name) is { } owner ? MemberAccess.FindDeclaration(owner, name.Last) : null;

    private TypeInfo? OwnerOf(QualifiedName name) =>
        name.Parts.Length > 1 && name.File is null && scope.FindType(MemberAccess.ScopeOf(name), tag: null) is { } type && type.IsStructure() ? type : null;

    private static byte[] Words(params ReadOnlySpan<uint> words)
    {
        byte[] bytes = new byte[words.Length * BuiltInTypes.PointerSizeInBytes];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * BuiltInTypes.PointerSizeInBytes), words[i]);
        return bytes;
    }

    private TypedValue EvaluatePointedMember(ExpressionNode.PointedMember node)
    {
        TypedValue target = Referred(Evaluate(node.Target), node.Column);
        if (node.IsArrow) target = Dereference(target, node.Column);
        TypedValue pointer = Referred(Evaluate(node.Pointer), node.Column);
        if (pointer.Type.Bare() is not TypeInfo.PointerToMember type)
            throw new ExpressionException($"'{pointer.Type.Name}' is no pointer to a member", node.Column, "Write object.*pointer with a pointer such as &Class::member.");
        TypedValue part = type.ContainingType.IsSameAs(target.Type) ? target : VirtualBases.Find(view, target, type.ContainingType) ?? throw new ExpressionException(
            $"'{type.ContainingType.Name}' is no base class of '{target.Type.Name}'", node.Column, "The pointer must belong to the object's class or to one of its bases.");
        if (LoadWords(pointer, node.Column) is not { } bytes) return TypedValue.Pending(type.Target);
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span);
        if (type.Target.IsFunction()) return PointedFunction(part, type.Target, first, BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[BuiltInTypes.PointerSizeInBytes..]), node.Column);
        if (first == uint.MaxValue) throw new ExpressionException("The pointer to a member is null", node.Column, "It points to no member.");
        return new TypedValue(type.Target, part.Location.Slice(first * 8L, (type.Target.KnownSize() ?? 0) * 8));
    }

    // Least significant byte first, each word of it.
    private ReadOnlyMemory<byte>? LoadWords(TypedValue pointer, int column) =>
        view.ReadNumbers(pointer.Location, (int)(pointer.Type.KnownSize() ?? 0), BuiltInTypes.PointerSizeInBytes) is ValueContents.Available available ? available.Bytes : Load(pointer, column);

    private TypedValue PointedFunction(TypedValue part, TypeInfo function, uint first, int adjustment, int column)
    {
        if ((adjustment & 1) == 0) return AtAddress(function, first);
        if (part.IsPending) return TypedValue.Pending(function);
        if (part.Address is not { } address) throw new ExpressionException("A virtual function is found only for an object in memory", column, "Name the function.");
        TypeInfo pointer = BuiltInTypes.PointerTo(function);
        ulong place = Wrap(unchecked(address + (ulong)(adjustment >> 1)));
        return ReadPointer(AtAddress(pointer, place), column) is { } table && ReadPointer(AtAddress(pointer, Wrap(table + first)), column) is { } entry
            ? AtAddress(function, entry)
            : TypedValue.Pending(function);
    }
}
