using System.IO.Compression;

namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>A profile for <c>pprof</c>: gzipped Protocol Buffers by github.com/google/pprof/proto/profile.proto.</summary>
internal static class PprofFile
{
    private const int SampleTypes = 1, Samples = 2, Mappings = 3, Locations = 4, Functions = 5, Strings = 6, PeriodType = 11, Period = 12;
    private const ulong OnlyMapping = 1;

    /// <summary>Writes a profile.</summary>
    /// <param name="profile">The samples.</param>
    /// <param name="imageName">The firmware.</param>
    /// <param name="output">Gets the file; stays open.</param>
    public static void Write(TraceProfile profile, string imageName, Stream output)
    {
        var strings = new Dictionary<string, ulong>(StringComparer.Ordinal) { [""] = 0 };
        var functions = new Dictionary<(string, string?), ulong>();
        var file = new ProtocolBuffer();
        ProtocolBuffer unit = new ProtocolBuffer().Number(1, StringOf("samples")).Number(2, StringOf("count"));
        file.Message(SampleTypes, unit).Message(PeriodType, unit).Number(Period, 1);
        file.Message(Mappings, new ProtocolBuffer().Number(1, OnlyMapping).Number(3, uint.MaxValue).Number(5, StringOf(imageName)).Number(7, 1).Number(8, 1).Number(9, 1).Number(10, 1));
        ulong location = 0;
        foreach (ProfileSample sample in profile.Samples)
        {
            var place = new ProtocolBuffer().Number(1, ++location).Number(2, OnlyMapping).Number(3, sample.Address ?? 0);
            foreach (ProfileFrame frame in sample.Frames) place.Message(4, new ProtocolBuffer().Number(1, FunctionOf(frame)).Number(2, (ulong)Math.Max(0, frame.Line)));
            file.Message(Locations, place);
            file.Message(Samples, new ProtocolBuffer().Numbers(1, [location]).Numbers(2, [(ulong)sample.Count]));
        }

        foreach (((string name, string? source), ulong id) in functions)
            file.Message(Functions, new ProtocolBuffer().Number(1, id).Number(2, StringOf(name)).Number(3, StringOf(name)).Number(4, StringOf(source ?? "")));
        foreach (string text in strings.OrderBy(static entry => entry.Value).Select(static entry => entry.Key)) file.Text(Strings, text);
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        file.CopyTo(gzip);

        ulong StringOf(string text)
        {
            if (!strings.TryGetValue(text, out ulong index)) strings[text] = index = (ulong)strings.Count;
            return index;
        }

        ulong FunctionOf(ProfileFrame frame)
        {
            if (!functions.TryGetValue((frame.Function, frame.File), out ulong id)) functions[(frame.Function, frame.File)] = id = (ulong)functions.Count + 1;
            return id;
        }
    }
}
