using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Which traffic is shown in the debug console.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DevDebugOutput>))]
public enum DevDebugOutput
{
    /// <summary>None.</summary>
    None,
    /// <summary>Packets as they are.</summary>
    Raw,
    /// <summary>Packets by their meaning.</summary>
    Parsed,
    /// <summary>Both.</summary>
    Both,
    /// <summary>The messages of the debug adapter protocol too.</summary>
    Vscode,
}
