using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Data that a data breakpoint can be set on, or why none can.</summary>
/// <param name="Address">First byte.</param>
/// <param name="SizeInBytes">Length.</param>
/// <param name="Name">Expression or address that the user knows it by.</param>
/// <param name="Refusal">Why it cannot be watched; null when it can.</param>
/// <param name="IsLasting">The address stays the same in later sessions: no local variable.</param>
internal sealed record WatchableData(uint Address, int SizeInBytes, string Name, string? Refusal = null, bool IsLasting = false)
{
    /// <summary>The protocol's id: <c>0x20000010,4,g_loops</c>. It says all, so that ids of an earlier session still work.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"0x{Address:x8},{SizeInBytes},{Name}");

    /// <summary>Reads an id.</summary>
    /// <returns>Null when it is none.</returns>
    public static WatchableData? Parse(string id)
    {
        string[] parts = id.Split(',', 3);
        return parts is [['0', 'x', .. var hex], var size, var name]
            && uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint address)
            && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int sizeInBytes) && sizeInBytes > 0
                ? new WatchableData(address, sizeInBytes, name) : null;
    }
}
