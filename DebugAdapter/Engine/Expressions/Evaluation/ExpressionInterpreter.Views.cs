using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Library types: their operators are what their views say, for nothing is called in the target.</content>
internal sealed partial class ExpressionInterpreter
{
    // Boxes in boxes: damage alone goes deeper.
    private const int MaxOwners = 8;

    // Keys of a map are compared one by one.
    private const int MaxSearched = 4096;

    /// <summary>The member of an enum's variant, or of what a smart pointer owns; null when the object itself is meant.</summary>
    private TypedValue? FindInView(TypedValue target, ExpressionNode.Member node)
    {
        string name = node.Identifier.Last;
        for (int i = 0; i < MaxOwners && node.Identifier.IsSimple; i++)
        {
            // The members of the object itself win, except behind an arrow, which no object has.
            bool isOwner = node.IsArrow && i == 0 && !target.Type.IsPointer();
            if (!isOwner && AmbiguousMembers.In(target.Type, name) is null && MemberAccess.TryFind(target, name) is { } own) return own;
            if (views.FindView(target) is not { } found) return null;
            if (found.IsPending) return TypedValue.Pending(target.Type);
            if (found.Variant is { } variant && MemberAccess.TryFind(variant, name) is { } field) return field;
            if ((found.Alias ?? (isOwner ? found.Target : null)) is not { } next) return null;
            target = next;
        }

        return null;
    }

    /// <summary>The element of a list, or the value of a map's key; null when the object has no such view.</summary>
    private TypedValue? FindElement(TypedValue target, TypedValue subscript, int column)
    {
        ValueView? found = views.FindView(target);
        for (int i = 0; i < MaxOwners && found?.Alias is { } alias; i++)
        {
            if (alias.Type.TryGetElement(out _, out _)) return Element(alias, Integer(subscript, column), column);
            found = views.FindView(alias);
        }

        if (found is null || (!found.IsPending && found.Form is not (ViewForm.Elements or ViewForm.Named or ViewForm.Map or ViewForm.RustList or ViewForm.RustMap or ViewForm.RustSet or ViewForm.LabelOnly))) return null;
        if (found.IsPending) return TypedValue.Pending(target.Type);
        return found.Form is ViewForm.Map or ViewForm.RustMap ? FindKey(found, subscript, column) : FindIndex(found, subscript, column);
    }

    private TypedValue FindIndex(ValueView list, TypedValue subscript, int column)
    {
        if (Integer(subscript, column) is not { } index) return TypedValue.Pending(BuiltInTypes.Of(ArithmeticType.Int));
        if (index < 0 || index >= list.Count)
            throw new ExpressionException($"The index {index} is outside the list", column, list.Count == 0 ? "It is empty." : $"It has elements 0 to {list.Count - 1}.");
        return list.Items(index, 1) is [var item, ..] ? item.Value : throw new ExpressionException($"Element {index} cannot be reached", column, "Look at the list itself: it may be damaged.");
    }

    private TypedValue FindKey(ValueView map, TypedValue subscript, int column)
    {
        bool isText = subscript.Type.TryGetElement(out _, out _);
        foreach (ViewItem item in map.Items(0, (int)Math.Min(map.Count, MaxSearched)))
        {
            if (item.Key is not { } key) continue;
            bool? isSame = isText ? SameText(key, subscript, column) : SameNumber(key, subscript, column);
            if (isSame is null) return TypedValue.Pending(item.Value.Type);
            if (isSame.Value) return item.Value;
        }

        throw new ExpressionException("The map has no such key", column, $"It has {map.Count} elements; expand it to see them.");
    }

    private bool? SameText(TypedValue key, TypedValue text, int column)
    {
        if (Load(text, column) is not { } bytes || views.FindView(key) is not { } found) return false;
        // The literal ends with a NUL.
        return found.IsPending ? null : found.Text is { } characters ? EqualsText(characters, bytes.Span[..^1], column) : false;
    }

    private bool? SameNumber(TypedValue key, TypedValue number, int column)
    {
        if (key.Type.AsArithmetic() is not { IsFloating: false } type) return false;
        return LoadNumber(key, type, column) is not { } known || Integer(number, column) is not { } wanted ? null : known.Signed == wanted;
    }

    /// <summary>An atomic counts as its number, where a number is needed.</summary>
    private TypedValue NumberIn(TypedValue value) => views.FindView(value) is { Alias: { } alias } && alias.Type.AsArithmetic() is not null ? alias : value;

    /// <summary>The few methods that only look: how many elements, is it empty, what does it hold.</summary>
    private TypedValue? EvaluateMethod(ExpressionNode.Member method)
    {
        if (method.Identifier.Last is not ("size" or "length" or "len" or "empty" or "is_empty" or "get" or "value" or "has_value" or "load")) return null;
        TypedValue target = Referred(Evaluate(method.Target), method.Column);
        if (views.FindView(target) is not { } found) return null;
        for (int i = 0; i < MaxOwners && found.Alias is { } alias && views.FindView(alias) is { } inner; i++) found = inner;
        if (found.IsPending) return TypedValue.Pending(target.Type);
        bool isList = found.Text is not null || (found.IsSet is null && found.Alias is null && found.Variant is null && found.Target is null);
        return method.Identifier.Last switch
        {
            "size" or "length" or "len" when isList => OfNumber(Number.Integer(ArithmeticType.UnsignedInt, (ulong)found.Count)),
            "empty" or "is_empty" when isList => TruthValue(found.Count == 0),
            "has_value" when found.IsSet is { } isSet => TruthValue(isSet),
            "get" when found.Items(0, 1) is [{ Name: "get()" } pointer] => pointer.Value,
            "get" or "value" or "load" => found.Alias ?? found.Target,
            _ => null,
        };
    }
}
