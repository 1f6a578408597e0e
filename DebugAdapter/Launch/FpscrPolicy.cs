using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>What becomes of an FPSCR that the debug server altered.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FpscrPolicy>))]
public enum FpscrPolicy
{
    /// <summary>The old value is written back, read back and reported.</summary>
    Restore,
    /// <summary>It is reported only.</summary>
    Report,
    /// <summary>It is not looked at.</summary>
    Off,
}
