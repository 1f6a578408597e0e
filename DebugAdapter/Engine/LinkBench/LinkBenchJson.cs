using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>JSON of the link benchmark.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LinkBenchReport))]
[JsonSerializable(typeof(LinkComparison))]
internal sealed partial class LinkBenchJson : JsonSerializerContext;
