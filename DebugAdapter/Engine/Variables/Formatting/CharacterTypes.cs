using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Tells characters from small numbers, which C does not.</summary>
internal static class CharacterTypes
{
    // A damaged chain may lead back to itself.
    private const int MaxTypedefs = 64;

    /// <summary>True for <c>char</c> under any name, and for <c>signed char</c> and <c>unsigned char</c> unless a typedef such as <c>uint8_t</c> makes a number of them.</summary>
    public static bool IsShownAsCharacter(TypeInfo type)
    {
        if (WidePrefix(type) is not null) return true;
        if (type.Bare() is not TypeInfo.Base bare || !type.IsCharacter()) return false;
        return bare.BaseName is not ("signed char" or "unsigned char") || !HasTypedef(type);
    }

    /// <summary>True for characters: arrays of them and pointers to them are strings.</summary>
    public static bool IsText(TypeInfo type) =>
        WidePrefix(type) is not null || (type.KnownSize() == 1 && IsShownAsCharacter(type) && type.Bare() is TypeInfo.Base { Encoding: not DwAte.Boolean });

    /// <summary>What stands before a literal of a character of more than one byte; null for all other types.</summary>
    /// <remarks>C has them as typedefs of integers (C17, 7.19 and 7.28), C++ as types of their own.</remarks>
    public static string? WidePrefix(TypeInfo type)
    {
        if (type.KnownSize() is not (2 or 4)) return null;
        for (int i = 0; i < MaxTypedefs; i++)
        {
            switch (type)
            {
                case TypeInfo.Qualified qualified: type = qualified.Target; break;
                case TypeInfo.Typedef { AliasName: var name } alias:
                    if (PrefixOf(name) is { } prefix) return prefix;
                    type = alias.Target;
                    break;
                case TypeInfo.Base { BaseName: var name }: return PrefixOf(name);
                default: return null;
            }
        }

        return null;
    }

    private static string? PrefixOf(string? name) => name switch { "wchar_t" => "L", "char16_t" => "u", "char32_t" => "U", _ => null };

    private static bool HasTypedef(TypeInfo type)
    {
        while (type is TypeInfo.Qualified qualified) type = qualified.Target;
        return type is TypeInfo.Typedef;
    }
}
