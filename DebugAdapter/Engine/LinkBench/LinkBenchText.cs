using System.Globalization;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Results as Markdown, for terminals and pull requests.</summary>
internal static class LinkBenchText
{
    /// <summary>The sentence that a reader looks for.</summary>
    public static string Headline(LinkBenchReport report)
    {
        string model = report.Model is { } m ? Text($"a read takes {m.FixedUs:0.#} µs and {m.PerByteUs:0.####} µs a byte (r² {m.R2:0.###})") : "too few sizes for a model";
        string limit = report.Swd is { Share: { } share } swd ? Text($"; {Rate(swd.BestBytesPerSecond)} is {share * 100:0.#} % of what SWD can do at {swd.Khz:0} kHz ({Rate(swd.LimitBytesPerSecond)})") : "";
        return model + limit;
    }

    /// <summary>The whole report.</summary>
    public static string ToMarkdown(LinkBenchReport report)
    {
        var text = new StringBuilder();
        Line($"# Link: {report.Server}\n");
        Line($"**{Headline(report)}**\n");
        Line($"Target {report.Target}; packets of {report.PacketSize} bytes, acknowledgements {(report.NoAckMode ? "off" : "on")}.\n");
        Line($"| request | bytes | packets | count | P50 µs | P90 µs | P99 µs | max µs | rate | timeouts | sent again | NAKs |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (LinkBenchReport.Request r in report.Requests)
            Line($"| {r.Kind} | {r.Size} | {r.Packets} | {r.Count} | {r.P50:0.#} | {r.P90:0.#} | {r.P99:0.#} | {r.Max:0.#} | {(r.BytesPerSecond is { } rate ? Rate(rate) : "")} | {r.Timeouts} | {r.Retransmits} | {r.Naks} |");
        if (report.Models.Count > 0)
        {
            Line($"\n| model of | fixed µs | µs a byte | r² |\n|---|---:|---:|---:|");
            foreach (LinkModel model in report.Models) Line($"| {model.Kind} | {model.FixedUs:0.#} | {model.PerByteUs:0.####} | {model.R2:0.####} |");
        }

        if (report.Swd is { } swd)
        {
            string clocks = swd.ClocksPerWord is { } word ? Text($"; a word takes {word:0} clocks here") : "";
            Line($"\nSWD at {swd.Khz:0} kHz ({Source(swd)}): {swd.ClocksPerTransaction} clocks a word, at best {swd.LimitPerByteUs:0.###} µs a byte, {Rate(swd.LimitBytesPerSecond)}{clocks}.");
            if (swd.Share is null) Line($"{NoWire(swd)}");
        }

        foreach (string note in report.Notes) Line($"\n{note}");
        if (!report.Restored) Line($"\n**RAM could not be put back as it was: reset the target.**");
        if (report.Failure is { } failure) Line($"\n**Ended early: {failure}**");
        return text.ToString();

        void Line(FormattableString line) => text.Append(Text(line)).Append('\n');
    }

    /// <summary>Who told the clock.</summary>
    public static string Source(LinkBenchReport.SwdShare swd) => swd.Source == "server" ? "the server says" : "by --swd-khz";

    /// <summary>Why no share of the limit is given.</summary>
    public static string NoWire(LinkBenchReport.SwdShare swd) =>
        $"Memory was read at {Rate(swd.BestBytesPerSecond)}, faster than that: no wire with this clock is behind this link (a simulated probe, or a server that answers from its own memory). The clock is not known, and how far the limit is cannot be said.";

    /// <summary>Bytes a second, with a unit that fits.</summary>
    public static string Rate(double bytesPerSecond) => bytesPerSecond >= 1e6 ? Text($"{bytesPerSecond / 1e6:0.##} MB/s") : bytesPerSecond >= 1e3 ? Text($"{bytesPerSecond / 1e3:0.#} kB/s") : Text($"{bytesPerSecond:0} B/s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
