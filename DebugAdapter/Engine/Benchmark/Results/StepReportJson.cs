using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>JSON of the benchmark.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StepReport))]
internal sealed partial class StepReportJson : JsonSerializerContext;
