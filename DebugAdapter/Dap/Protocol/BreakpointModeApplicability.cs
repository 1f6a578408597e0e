using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The breakpoints that a mode is for.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BreakpointModeApplicability>))]
public enum BreakpointModeApplicability
{
    /// <summary><c>source</c>.</summary>
    Source,
    /// <summary><c>exception</c>.</summary>
    Exception,
    /// <summary><c>data</c>.</summary>
    Data,
    /// <summary><c>instruction</c>.</summary>
    Instruction,
}
