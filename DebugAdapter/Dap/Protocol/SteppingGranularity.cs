using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>How far a step goes.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SteppingGranularity>))]
public enum SteppingGranularity
{
    /// <summary><c>statement</c>.</summary>
    Statement,
    /// <summary><c>line</c>.</summary>
    Line,
    /// <summary><c>instruction</c>.</summary>
    Instruction,
}
