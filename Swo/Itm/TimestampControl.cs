namespace RspDebug.Swo.Itm;

/// <summary>The TC field of a local timestamp: what was late (D4, "Local timestamp packets").</summary>
public enum TimestampControl : byte
{
    /// <summary>Nothing: the time is exact.</summary>
    Exact = 0,

    /// <summary>The timestamp was late: the true time lies between the last timestamp and this one.</summary>
    TimestampDelayed = 1,

    /// <summary>The packet was late: the event happened before the time given.</summary>
    PacketDelayed = 2,

    /// <summary>Both were late.</summary>
    BothDelayed = 3,
}
