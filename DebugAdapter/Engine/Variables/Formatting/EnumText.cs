using System.Numerics;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Enumerations by the names of their values: <c>MODE_RUN</c>, <c>A | B</c>, <c>(enum mode) 7</c>.</summary>
internal static class EnumText
{
    public static string Format(TypeInfo.Enumeration type, long value)
    {
        if (type.FindName(value) is { } exact) return Qualify(type, exact);
        return AreFlags(type) && value > 0 ? FormatFlags(type, (ulong)value) : $"({type.Name}) {value}";
    }

    // One bit each. {0, 1, 2} are three states more often than two flags: a value of 4 or no zero makes flags of them.
    private static bool AreFlags(TypeInfo.Enumeration type)
    {
        bool areBits = type.Enumerators.All(e => e.Value >= 0 && BitOperations.PopCount((ulong)e.Value) <= 1);
        return areBits && type.Enumerators.Length > 1 && (type.Enumerators.All(e => e.Value != 0) || type.Enumerators.Any(e => e.Value > 2));
    }

    private static string FormatFlags(TypeInfo.Enumeration type, ulong value)
    {
        List<string> names = [];
        foreach (Enumerator enumerator in type.Enumerators)
        {
            if (enumerator.Value == 0 || (value & (ulong)enumerator.Value) == 0) continue;
            names.Add(Qualify(type, enumerator.Name));
            value &= ~(ulong)enumerator.Value;
        }

        if (value != 0) names.Add($"0x{value:x}");
        return names.Count == 1 && value != 0 ? $"({type.Name}) {value}" : string.Join(" | ", names);
    }

    // An enumerator that is not scoped belongs to what is around its type.
    private static string Qualify(TypeInfo.Enumeration type, string name)
    {
        if (type.IsScoped) return $"{type.TagName}::{name}";
        string[] scope = CppNames.Split(type.TagName ?? "")[..^1];
        return scope.Length == 0 || type.Die is not { Unit.IsCPlusPlus: true } ? name : $"{string.Join("::", scope)}::{name}";
    }
}
