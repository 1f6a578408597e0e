using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Tells characters from small numbers, which C does not.</summary>
internal static class CharacterTypes
{
    /// <summary>True for <c>char</c> under any name, and for <c>signed char</c> and <c>unsigned char</c> unless a typedef such as <c>uint8_t</c> makes a number of them.</summary>
    public static bool IsShownAsCharacter(TypeInfo type)
    {
        if (type.Bare() is not TypeInfo.Base bare || !type.IsCharacter()) return false;
        return bare.BaseName is not ("signed char" or "unsigned char") || !HasTypedef(type);
    }

    /// <summary>True for one-byte characters: arrays of them and pointers to them are strings.</summary>
    public static bool IsText(TypeInfo type) => type.KnownSize() == 1 && IsShownAsCharacter(type) && type.Bare() is TypeInfo.Base { Encoding: not DwAte.Boolean };

    private static bool HasTypedef(TypeInfo type)
    {
        while (type is TypeInfo.Qualified qualified) type = qualified.Target;
        return type is TypeInfo.Typedef;
    }
}
