using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <summary>Evaluates syntax trees with the rules of C and C++ on an ILP32 little-endian target.</summary>
/// <remarks>
/// Objects stay where they are until an operator needs their value. A value whose memory is missing is pending, and so is everything computed from it:
/// one pass therefore asks for as much memory as it can know of. Nothing is written: assignments are collected in the <see cref="TargetView"/>.
/// </remarks>
/// <param name="scope">The names.</param>
/// <param name="view">The memory.</param>
/// <param name="symbols">Names of addresses: tables tell what class an object has.</param>
/// <param name="views">The library types: what <c>[]</c>, <c>*</c>, <c>-&gt;</c> and members of variants mean for them.</param>
/// <param name="isTypeOnly">Only the type is wanted: a member needs no object.</param>
internal sealed partial class ExpressionInterpreter(INameScope scope, TargetView view, ISymbolNames symbols, IViewSource views, bool isTypeOnly = false)
{
    private readonly TypeResolver _types = new(scope);

    /// <summary>Evaluates a tree to an object or a value.</summary>
    /// <exception cref="ExpressionException">The expression has no meaning here.</exception>
    public TypedValue Evaluate(ExpressionNode node) => node switch
    {
        ExpressionNode.Integer n => OfNumber(Number.Integer(ArithmeticType.OfLiteral(n.Value, n.IsDecimal, n.IsUnsigned, n.LongCount), n.Value)),
        ExpressionNode.Floating n => OfNumber(Number.Floating(n.IsSingle ? ArithmeticType.Float : ArithmeticType.Double, n.Value)),
        ExpressionNode.Character n => TypedValue.Constant(BuiltInTypes.Character(n.SizeInBytes), BitConverter.GetBytes(n.Value).AsSpan(0, n.SizeInBytes)),
        ExpressionNode.Text n => TypedValue.Constant(BuiltInTypes.ArrayOf(BuiltInTypes.Of(ArithmeticType.Char), n.Bytes.Length + 1), n.Bytes.Add(0).AsSpan()),
        ExpressionNode.Boolean n => OfNumber(Number.Integer(ArithmeticType.Bool, n.Value ? 1UL : 0UL)),
        ExpressionNode.NullPointer => OfPointer(BuiltInTypes.PointerTo(BuiltInTypes.Void), 0),
        ExpressionNode.Name n => EvaluateName(n),
        ExpressionNode.Register n => EvaluateRegister(n),
        ExpressionNode.Member n => EvaluateMember(n),
        ExpressionNode.Index n => EvaluateIndex(n),
        ExpressionNode.Slice n => EvaluateSlice(n),
        ExpressionNode.Unary n => EvaluateUnary(n),
        ExpressionNode.Binary n => EvaluateBinary(n),
        ExpressionNode.Conditional n => EvaluateConditional(n),
        ExpressionNode.Assignment n => EvaluateAssignment(n),
        ExpressionNode.Cast n => EvaluateCast(n),
        ExpressionNode.SizeOf n => EvaluateSizeOf(n),
        ExpressionNode.SizeOfType n => SizeOfType(_types.Resolve(n.Type), n.Column),
        ExpressionNode.AlignOf n => AlignmentOf(n.Type is { } type ? _types.Resolve(type) : TypeOnly(n.Operand!).Type, n.Column),
        ExpressionNode.PointedMember n => EvaluatePointedMember(n),
        ExpressionNode.Call n => EvaluateCall(n),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, "not an expression"),
    };

    private TypedValue EvaluateName(ExpressionNode.Name node)
    {
        if (scope.FindObject(node.Identifier) is { } found) return found;
        if (node.Identifier is { IsSimple: true, Last: "NULL" }) return OfPointer(BuiltInTypes.PointerTo(BuiltInTypes.Void), 0);
        if (_types.IsType(node.Identifier))
            throw new ExpressionException($"'{node.Identifier}' is a type, not a value", node.Column, "Write a conversion such as (type)x, or sizeof(type).");
        if (FindDeclaredMember(node.Identifier) is { } declared)
        {
            if (isTypeOnly) return TypedValue.Pending(declared.Member.Type);
            throw new ExpressionException($"'{node.Identifier}' is a member and needs an object", node.Column, "Write object.member; &Class::member is a pointer to it.");
        }

        throw new ExpressionException(
            $"There is no '{node.Identifier}' in this scope",
            node.Column,
            node.Identifier.IsSimple
                ? "Check the spelling and the selected frame; 'file.c'::name and function::name reach other statics; macros are not known."
                : "Check the spelling of each part.");
    }

    private TypedValue EvaluateRegister(ExpressionNode.Register node) =>
        scope.FindRegister(node.Identifier) ?? throw new ExpressionException(
            $"There is no register '${node.Identifier}'",
            node.Column,
            "Registers are $r0 to $r12, $sp, $lr, $pc, $xpsr, $msp, $psp, $control, $primask, $basepri, $faultmask, and with an FPU $s0.., $d0.., $fpscr.");

    private TypedValue EvaluateConditional(ExpressionNode.Conditional node)
    {
        bool? condition = Truth(Evaluate(node.Condition), node.Column);
        if (condition is null)
        {
            // Both sides, so that their memory is asked for along with the condition's.
            TypedValue whenTrue = Evaluate(node.WhenTrue);
            TypedValue whenFalse = Evaluate(node.WhenFalse);
            return TypedValue.Pending(ConditionalType(whenTrue, whenFalse));
        }

        TypedValue chosen = Evaluate(condition.Value ? node.WhenTrue : node.WhenFalse);
        TypeInfo type = ConditionalType(chosen, TypeOnly(condition.Value ? node.WhenFalse : node.WhenTrue));
        return ReferenceEquals(type, chosen.Type) ? chosen : Convert(chosen, type, node.Column);
    }

    // C11, 6.5.15: arithmetic sides meet in their common type; otherwise the chosen side keeps its own.
    private static TypeInfo ConditionalType(TypedValue chosen, TypedValue other) =>
        chosen.Type.AsArithmetic() is { } left && other.Type.AsArithmetic() is { } right
            ? BuiltInTypes.Of(ArithmeticType.Common(Promoted(left, chosen), Promoted(right, other)))
            : chosen.Type;

    private TypedValue EvaluateSizeOf(ExpressionNode.SizeOf node) => TypeOnly(node.Operand) is { Location: ValueLocation.Unavailable unknown, Type: var type } && type.IsVoid()
        ? throw new ExpressionException($"The size is not known: {unknown.Reason}", node.Column, "Name one of them.")
        : SizeOfType(TypeOnly(node.Operand).Type, node.Column);

    // The operand is not evaluated (C11, 6.5.3.4): what it would write is dropped.
    private TypedValue TypeOnly(ExpressionNode node) => new ExpressionInterpreter(scope, view.Discarding(), symbols, views, isTypeOnly: true).Evaluate(node);

    private static TypedValue SizeOfType(TypeInfo type, int column)
    {
        TypeInfo bare = type.ReferredType();
        // GNU C: void and functions have size 1.
        long size = bare.IsVoid() || bare.IsFunction() ? 1 : bare.KnownSize()
            ?? throw new ExpressionException($"The size of '{bare.Name}' is not known", column, "The image has only its declaration.");
        return OfNumber(Number.Integer(ArithmeticType.UnsignedInt, (ulong)size));
    }

    private static TypedValue AlignmentOf(TypeInfo type, int column)
    {
        TypeInfo bare = type.ReferredType();
        if (bare.KnownSize() is null) throw new ExpressionException($"The alignment of '{bare.Name}' is not known", column, "The image has only its declaration.");
        return OfNumber(Number.Integer(ArithmeticType.UnsignedInt, (ulong)TypeAlignment.Of(bare)));
    }

    private TypedValue EvaluateCall(ExpressionNode.Call node)
    {
        if (node is { Target: ExpressionNode.Name name, Arguments: [var only] } && scope.FindObject(name.Identifier) is null && _types.IsType(name.Identifier))
            return Cast(CastKind.C, _types.Resolve(new TypeSyntax.Named(name.Column, name.Identifier, null)), Evaluate(only), node.Column);
        if (node is { Target: ExpressionNode.Member { IsArrow: false, Identifier.IsSimple: true } method, Arguments.IsEmpty: true } && EvaluateMethod(method) is { } answer) return answer;
        Evaluate(node.Target); // an unknown name is the more useful message
        throw new ExpressionException("Functions are not called in the target", node.Column, "Stop in the function, or read the variables that it reads.");
    }
}
