using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Engine.Audit;

/// <summary>How bad a finding is; <c>--fail-on</c> compares by it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AuditSeverity>))]
public enum AuditSeverity
{
    /// <summary>Worth knowing; debugging works.</summary>
    Note,

    /// <summary>Something does not work as one expects, such as a line that one copy of is missed.</summary>
    Warning,

    /// <summary>Wrong: the program would be damaged, or would not stop where it is said to.</summary>
    Error,
}
