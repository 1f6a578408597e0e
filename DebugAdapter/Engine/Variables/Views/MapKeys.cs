using RspDebug.DebugAdapter.Engine.Variables.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>Keys of maps as subscripts.</summary>
internal static class MapKeys
{
    /// <summary><c>[3]</c> for a number, which an expression can say again; null for other keys.</summary>
    public static string? Access(ObjectReader reader, TypedValue key)
    {
        if (key.Type.AsArithmetic() is not { IsFloating: false } type || reader.Number(key) is not { } bits) return null;
        int unused = 64 - type.SizeInBits;
        return type.IsSigned ? $"[{unchecked((long)(bits << unused)) >> unused}]" : $"[{bits}]";
    }
}
