namespace RspDebug.Swo.Detection;

/// <summary>How ITM packets are put on the wire.</summary>
public enum SwoFormat
{
    /// <summary>Not known: to be found out, or neither fits.</summary>
    Undecided,

    /// <summary>ITM packets and nothing else (TPIU formatter bypassed).</summary>
    Raw,

    /// <summary>One of the streams in TPIU formatter frames.</summary>
    Tpiu,
}
