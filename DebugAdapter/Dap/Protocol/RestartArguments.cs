using System.Text.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A restart, with the launch or attach arguments if the client changed them.</summary>
public sealed record RestartArguments(JsonElement? Arguments = null);
