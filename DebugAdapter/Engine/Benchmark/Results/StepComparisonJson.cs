using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>JSON of comparisons.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StepComparison))]
internal sealed partial class StepComparisonJson : JsonSerializerContext;
