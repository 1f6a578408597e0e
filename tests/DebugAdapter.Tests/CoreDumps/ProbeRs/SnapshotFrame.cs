using System.Globalization;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>A frame that probe-rs expects.</summary>
/// <param name="Function">Its name without the path; without probe-rs's own unwind error behind it.</param>
/// <param name="Place"><c>path:line:column</c> with slashes; null for an exception's own entry and for what has no line.</param>
/// <param name="IsInlined">A copy that was inlined into the next frame.</param>
/// <param name="Cfa">Null for an exception's own entry and where probe-rs gave up.</param>
/// <param name="Variables">Parameters and locals; an outer block's come before an inner one's.</param>
internal sealed record SnapshotFrame(string Function, string? Place, bool IsInlined, uint? Cfa, IReadOnlyList<SnapshotVariable> Variables)
{
    public static IReadOnlyList<SnapshotFrame> Read(string name)
    {
        var frames = (List<object?>)SnapshotYaml.ReadSnapshot(File.ReadAllText(SharedData.Require($"probe-rs/{name}.snap")))!;
        return [.. frames.Cast<Dictionary<string, object?>>().Select(Of)];
    }

    private static SnapshotFrame Of(Dictionary<string, object?> frame) => new(
        ((string)frame["function_name"]!).Split(" : ERROR")[0],
        frame["source_location"] is Dictionary<string, object?> place ? PlaceOf(place) : null,
        (string?)frame["is_inlined"] == "true",
        frame["canonical_frame_address"] is string cfa ? uint.Parse(cfa, CultureInfo.InvariantCulture) : null,
        frame["local_variables"] is Dictionary<string, object?> locals ? SnapshotVariable.Of((Dictionary<string, object?>)locals.Values.Single()!).Children : []);

    private static string PlaceOf(Dictionary<string, object?> place) =>
        $"{((string)place["path"]!).Replace('\\', '/')}:{place["line"]}:{((Dictionary<string, object?>)place["column"]!)["Column"]}";
}
