using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>A profile for speedscope (https://www.speedscope.app/file-format-schema.json), of type <c>sampled</c>.</summary>
internal static class SpeedscopeFile
{
    /// <summary>Writes a profile.</summary>
    public static void Write(TraceProfile profile, string name, Stream output)
    {
        var frames = new Dictionary<ProfileFrame, int>();
        List<int[]> stacks = [.. profile.Samples.Select(sample => (int[])[.. sample.Frames.Reverse().Select(IndexOf)])];
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        json.WriteString("exporter", "rsp-debug");
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (ProfileFrame frame in frames.OrderBy(static entry => entry.Value).Select(static entry => entry.Key))
        {
            json.WriteStartObject();
            json.WriteString("name", frame.Function);
            if (frame.File is { } file) json.WriteString("file", file);
            if (frame.Line > 0) json.WriteNumber("line", frame.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteProfile(json, profile, name, stacks);
        json.WriteEndObject();

        int IndexOf(ProfileFrame frame)
        {
            if (!frames.TryGetValue(frame, out int index)) frames[frame] = index = frames.Count;
            return index;
        }
    }

    private static void WriteProfile(Utf8JsonWriter json, TraceProfile profile, string name, List<int[]> stacks)
    {
        json.WriteStartArray("profiles");
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", name);
        json.WriteString("unit", "none");
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", profile.Samples.Sum(static sample => sample.Count));
        json.WriteStartArray("samples");
        foreach (int[] stack in stacks)
        {
            json.WriteStartArray();
            foreach (int frame in stack) json.WriteNumberValue(frame);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (ProfileSample sample in profile.Samples) json.WriteNumberValue(sample.Count);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
