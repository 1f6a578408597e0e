using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>JSON of a configuration that a command line describes.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class TargetJson : JsonSerializerContext;
