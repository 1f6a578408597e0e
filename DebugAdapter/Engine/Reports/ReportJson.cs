using System.Text.Json;
using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>Charts as the script of a report reads them. The default encoder escapes &lt;, so that no text ends the script element.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never, Converters = [typeof(CamelCaseEnumConverter<ChartKind>)])]
[JsonSerializable(typeof(Chart))]
[JsonSerializable(typeof(TreemapNode))]
internal sealed partial class ReportJson : JsonSerializerContext;
