using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>How launch configurations are written, and values with a converter of their own read: camelCase unless cortex-debug spells a key otherwise.</summary>
/// <remarks>Configurations are read by <see cref="LaunchBinder"/>.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LaunchConfiguration))]
[JsonSerializable(typeof(LaunchAddress))]
public sealed partial class LaunchJson : JsonSerializerContext;
