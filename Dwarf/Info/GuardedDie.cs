using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>Reads attributes for properties, which must not throw: damage becomes a diagnostic and "not given".</summary>
internal static class GuardedDie
{
    public static string? ReadString(this Die die, DwAt name) => die.Unit.Owner.Guard(() => die.GetString(name), null);

    /// <summary>A line, column or count; 0 when not given.</summary>
    public static int ReadNumber(this Die die, DwAt name) => (int)Math.Min(die.Unit.Owner.Guard(() => die.GetUnsigned(name) ?? 0, 0UL), int.MaxValue);

    /// <summary>A flag of the DIE itself or of its origins.</summary>
    public static bool ReadFlag(this Die die, DwAt name) => die.Unit.Owner.Guard(() => die.TryGetInherited(name, out AttributeValue value) && value.AsFlag(), false);

    /// <summary>The mangled name; null when the producer gave none.</summary>
    public static string? ReadLinkageName(this Die die) => die.ReadString(DwAt.LinkageName) ?? die.ReadString(DwAt.MIPSLinkageName);
}
