namespace RspDebug.Dwarf.Location;

/// <summary>What an expression is for: it decides how the end of the operations is read.</summary>
public enum ExpressionKind
{
    /// <summary>Where an object lives: an entry left on the stack is its address (<c>DW_AT_location</c>, <c>DW_AT_frame_base</c>).</summary>
    Location,
    /// <summary>A number: an entry left on the stack is the result (<c>DW_AT_upper_bound</c>, <c>DW_AT_call_value</c>, CFI expressions).</summary>
    Value,
}
