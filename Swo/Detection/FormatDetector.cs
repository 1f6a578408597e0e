using RspDebug.Swo.Itm;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo.Detection;

/// <summary>Tells raw ITM packets from TPIU frames by reading a sample both ways.</summary>
/// <remarks>
/// Synchronizations prove nothing: many parts never send one, and FF FF FF 7F is also the payload of a local timestamp in a raw stream. What
/// counts is which reading breaks fewer rules.
/// </remarks>
public static class FormatDetector
{
    private const int WindowInBytes = 256, LeastWindows = 4;
    private const int UsualStreams = 4;
    private const int LeastShareOfItm = 20;
    private const int UsualHeadersPerExtension = 20;

    /// <summary>Looks at a sample; 4 KiB are plenty.</summary>
    public static FormatDetection Detect(ReadOnlySpan<byte> sample)
    {
        FormatDetection whole = DetectAtOnce(sample);
        return whole.Format != SwoFormat.Undecided || sample.Length < LeastWindows * WindowInBytes ? whole : DetectInWindows(sample, whole);
    }

    /// <summary>One lost byte moves all frames behind it: pieces of a damaged stream say more than the whole.</summary>
    private static FormatDetection DetectInWindows(ReadOnlySpan<byte> sample, FormatDetection whole)
    {
        FormatDetection? framed = null;
        int windows = sample.Length / WindowInBytes, votes = 0;
        for (int at = 0; at < windows; at++)
        {
            FormatDetection window = DetectAtOnce(sample.Slice(at * WindowInBytes, WindowInBytes));
            if (window.Format != SwoFormat.Tpiu) continue;
            votes++;
            framed ??= window;
        }

        return framed is { } first && 3 * votes > windows ? first with { Bytes = sample.Length, RawErrors = whole.RawErrors, TpiuErrors = whole.TpiuErrors } : whole;
    }

    private static FormatDetection DetectAtOnce(ReadOnlySpan<byte> sample)
    {
        var raw = ItmScout.Unsynchronized;
        raw.Walk(sample);
        int rawErrors = PerThousand(Violations(raw), sample.Length);
        (int Errors, int Offset, int Stream)? best = null;
        for (int offset = 0; offset < FrameReader.FrameSizeInBytes && offset < sample.Length; offset++)
        {
            if (TryJudge(sample[offset..], out int errors, out int stream) && (best is null || errors < best.Value.Errors)) best = (errors, offset, stream);
        }

        int? tpiuErrors = best is { } found ? PerThousand(found.Errors, sample.Length) : null;
        SwoFormat format = raw.Headers > 0 && rawErrors <= FormatDetection.MostErrors && rawErrors <= (tpiuErrors ?? int.MaxValue) ? SwoFormat.Raw
            : tpiuErrors <= FormatDetection.MostErrors ? SwoFormat.Tpiu
            : SwoFormat.Undecided;
        return new FormatDetection(format, sample.Length, rawErrors, tpiuErrors, best?.Offset ?? 0, best?.Stream ?? TraceStreamId.UsualItm);
    }

    /// <summary>Reads frames from the front; false when no stream holds a fair share of the bytes.</summary>
    private static bool TryJudge(ReadOnlySpan<byte> bytes, out int errors, out int itm)
    {
        var scouts = new ItmScout[TraceStreamId.Count];
        var changes = new int[TraceStreamId.Count];
        Array.Fill(scouts, ItmScout.Unsynchronized);
        Span<byte> frame = stackalloc byte[FrameReader.FrameSizeInBytes];
        var content = default(FrameContent);
        int at = 0, padding = 0;
        int stream = TraceStreamId.UsualItm;            // Until the first id, which may be far off; if it is wrong, the content shows it.
        while (true)
        {
            while (FrameReader.IsFullSynchronization(bytes[at..])) at += 4;
            if (!FrameReader.TryRead(bytes, at, frame, out at, out _)) break;
            for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
                if (FrameReader.IsId(frame, even)) changes[frame[even] >> 1]++;
            content.Read(frame, ref stream, DoubtfulId.Believe, 0, 0);
            for (int k = 0; k < content.Count; k++)
            {
                int of = content.Stream(k);
                if (of is > TraceStreamId.Null and < TraceStreamId.Count) scouts[of].Walk(content[k]);
                else if (of == TraceStreamId.Null && content[k] != 0) padding++;
            }
        }

        itm = MostLikely(scouts);
        errors = padding + Violations(scouts[itm]) + Foreign(changes);
        return scouts[itm].Bytes * LeastShareOfItm >= bytes.Length && scouts[itm].Headers > 0;
    }

    private static int Violations(ItmScout scout) => scout.Errors + Math.Max(0, scout.Extensions - scout.Headers / UsualHeadersPerExtension);

    private static int MostLikely(ItmScout[] scouts)
    {
        int best = TraceStreamId.UsualItm;
        for (int id = 1; id < TraceStreamId.Count; id++)
            if (!TraceStreamId.IsReserved(id) && Score(scouts[id]) > Score(scouts[best])) best = id;
        return best;

        static int Score(ItmScout scout) => scout.Bytes - LeastShareOfItm * Violations(scout);
    }

    /// <summary>Changes to streams other than the few that are used most, and to reserved ones.</summary>
    private static int Foreign(int[] changes)
    {
        int reserved = 0;
        for (int id = 0; id < changes.Length; id++)
        {
            if (!TraceStreamId.IsReserved(id)) continue;
            reserved += changes[id];
            changes[id] = 0;
        }

        Array.Sort(changes);
        int foreign = reserved;
        for (int i = 0; i < changes.Length - UsualStreams; i++) foreign += changes[i];
        return foreign;
    }

    private static int PerThousand(int count, int bytes) => bytes == 0 ? 0 : (int)((count * 1000L + bytes - 1) / bytes);
}
