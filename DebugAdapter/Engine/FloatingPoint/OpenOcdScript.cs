using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>
/// A Tcl script that has OpenOCD itself look after FPSCR at each single-step, for people who debug with gdb. It holds
/// <see cref="FpscrRules"/> in OpenOCD's language.
/// </summary>
/// <remarks>OpenOCD 0.12: events <c>step-start</c> and <c>step-end</c>; commands <c>get_reg</c>, <c>set_reg</c>, <c>read_memory</c>.</remarks>
internal static class OpenOcdScript
{
    /// <summary>Writes the script.</summary>
    /// <param name="target">OpenOCD's name of the target, such as <c>nrf52.cpu</c>; empty for the one that is current when the script is read.</param>
    /// <param name="mode">Restore or report; off gives a script that does nothing when it is read.</param>
    public static string Generate(string target, FpscrMode mode) => ReadTemplate()
        .Replace("@TARGET@", target.Length == 0 ? "[target current]" : target, StringComparison.Ordinal)
        .Replace("@MODE@", mode switch { FpscrMode.Restore => "restore", FpscrMode.Report => "report", _ => "off" }, StringComparison.Ordinal)
        .Replace("@FPCCR@", $"0x{FpContext.FpccrAddress:X8}", StringComparison.Ordinal)
        .Replace("@LIMIT@", FpscrGuard.FailuresUntilReportOnly.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string ReadTemplate()
    {
        using Stream stream = typeof(OpenOcdScript).Assembly.GetManifestResourceStream("fpscr-guard.tcl")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
