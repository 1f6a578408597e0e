using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Go;

/// <summary>Interfaces: a type code, whose symbol names the type, and a value of up to one word or a pointer to it.</summary>
internal static class GoInterfaces
{
    // reflect/types.type:basic:int, reflect/types.type:named:main.Point, reflect/types.type:pointer:named:main.Point
    private const string TypePrefix = "reflect/types.type:";

    public static ValueView? Find(TypedValue value, ObjectReader reader, ISymbolNames symbols)
    {
        if (ObjectReader.Member(value, "typecode") is not { } code || ObjectReader.Member(value, "value") is not { } held) return null;
        if (reader.Number(code) is not { } address) return null;
        if (address == 0) return ValueView.Of("interface nil");
        string symbol = symbols.Describe(address) ?? $"0x{address:x}";
        string name = NameOf(symbol);
        if (TypeOf(name, symbols) is not { } type || type.KnownSize() is not { } size) return new ValueView { Label = $"interface({name}) ", Alias = held, AliasAccess = ".value" };
        // TinyGo packs what fits into the word itself.
        TypedValue unpacked = held with { Type = type };
        if (size > BuiltInTypes.PointerSizeInBytes)
        {
            if (reader.Number(held) is not { } place) return null;
            unpacked = ObjectReader.Object(type, place);
        }

        return new ValueView { Label = $"interface({name}) ", Alias = unpacked, Target = unpacked, AliasAccess = "*" };
    }

    private static string NameOf(string symbol)
    {
        if (!symbol.StartsWith(TypePrefix, StringComparison.Ordinal)) return symbol;
        string name = symbol[TypePrefix.Length..].Replace("pointer:", "*", StringComparison.Ordinal);
        return name.Replace("basic:", "", StringComparison.Ordinal).Replace("named:", "", StringComparison.Ordinal);
    }

    private static TypeInfo? TypeOf(string name, ISymbolNames symbols) => name switch
    {
        _ when name.StartsWith('*') => TypeOf(name[1..], symbols) is { } target ? BuiltInTypes.PointerTo(target) : null,
        "int" => BuiltInTypes.Of(ArithmeticType.Int),
        "uint" or "uintptr" => BuiltInTypes.Of(ArithmeticType.UnsignedInt),
        "bool" => BuiltInTypes.Of(ArithmeticType.Bool),
        "float32" => BuiltInTypes.Of(ArithmeticType.Float),
        "float64" => BuiltInTypes.Of(ArithmeticType.Double),
        _ => symbols.FindType(name),
    };
}
