using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The id to give to setDataBreakpoints; null when the data cannot be watched, and <c>Description</c> says why.</summary>
public sealed record DataBreakpointInfoResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? DataId, string Description,
    IReadOnlyList<DataBreakpointAccessType>? AccessTypes = null, bool? CanPersist = null);
