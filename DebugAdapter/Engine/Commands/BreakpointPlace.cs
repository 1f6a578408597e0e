using System.Globalization;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>Where gdb's <c>break</c> stops: a function, <c>FILE:LINE</c> or <c>*ADDRESS</c>, with a condition behind <c>if</c>.</summary>
internal static class BreakpointPlace
{
    /// <summary>Reads what stands behind <c>break</c>.</summary>
    public static GdbCommand Parse(string text)
    {
        int at = text.IndexOf(" if ", StringComparison.Ordinal);
        (string place, string? condition) = at < 0 ? (text.Trim(), null) : (text[..at].Trim(), text[(at + 4)..].Trim());
        if (place.Length == 0) return new GdbCommand.Refused("Write the function, FILE:LINE or *ADDRESS behind it.");
        return new GdbCommand.Break(Place(place) with { Condition = condition });
    }

    private static BreakpointSpec Place(string place)
    {
        if (place[0] == '*' && LaunchAddress.TryParse(place[1..], out LaunchAddress address)) return new BreakpointSpec.Instruction((uint)address.Value & ~1u);
        int colon = place.LastIndexOf(':');
        return colon > 0 && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? new BreakpointSpec.Line(place[..colon], line)
            : new BreakpointSpec.Function(place);
    }
}
