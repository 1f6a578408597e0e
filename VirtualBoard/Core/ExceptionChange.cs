namespace RspDebug.VirtualBoard.Core;

/// <summary>The function field of a DWT exception trace packet (DDI0403E D4.3.2).</summary>
public enum ExceptionChange
{
    /// <summary>A handler was entered.</summary>
    Enter = 1,

    /// <summary>A handler was left.</summary>
    Exit = 2,

    /// <summary>Execution went back to what was interrupted.</summary>
    Return = 3,
}
