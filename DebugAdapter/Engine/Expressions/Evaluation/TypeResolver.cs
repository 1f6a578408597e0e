using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <summary>Finds the types that type names mean.</summary>
internal sealed class TypeResolver(INameScope scope)
{
    public bool IsType(QualifiedName name) => Find(name, tag: null) is not null;

    /// <summary>The type that a type name means.</summary>
    /// <exception cref="ExpressionException">There is no such type.</exception>
    public TypeInfo Resolve(TypeSyntax syntax) => syntax switch
    {
        // One type, two names: C says _Bool.
        TypeSyntax.BuiltIn { Name: "bool" } when scope.Language == SourceLanguage.C => BuiltInTypes.BoolOfC,
        TypeSyntax.BuiltIn builtIn => BuiltInTypes.ByName(builtIn.Name),
        TypeSyntax.Named named => Find(named.Name, named.Tag) ?? throw Unknown(named),
        TypeSyntax.Pointer pointer => BuiltInTypes.PointerTo(Resolve(pointer.Target)),
        TypeSyntax.Reference reference => BuiltInTypes.ReferenceTo(Resolve(reference.Target)),
        TypeSyntax.Array { Count: { } count } array => BuiltInTypes.ArrayOf(Resolve(array.Element), count),
        TypeSyntax.Array array => throw new ExpressionException("The array has no size", array.Column, "Write the number of elements: (int (*)[8])p."),
        TypeSyntax.Function function => BuiltInTypes.FunctionOf(Resolve(function.Return), [.. function.Parameters.Select(Resolve)]),
        _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax.GetType().Name, "not a type name"),
    };

    private TypeInfo? Find(QualifiedName name, string? tag) =>
        scope.FindType(name, tag) ?? (tag is null && name.IsSimple && BuiltInTypeWords.IsStandard(name.Last) ? BuiltInTypes.ByName(name.Last) : null);

    private static ExpressionException Unknown(TypeSyntax.Named named)
    {
        string spelled = named.Tag is null ? named.Name.ToString() : $"{named.Tag} {named.Name}";
        return new ExpressionException($"There is no type '{spelled}'", named.Column, "The image describes only types that its code uses; check the spelling and the namespace.");
    }
}
