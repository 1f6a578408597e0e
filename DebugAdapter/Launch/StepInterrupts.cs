using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>What interrupts do during a step.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<StepInterrupts>))]
public enum StepInterrupts
{
    /// <summary>They wait until the step is over.</summary>
    Mask,
    /// <summary>Their handlers run to completion within the step.</summary>
    Run,
    /// <summary>The step may end in a handler.</summary>
    Enter,
}
