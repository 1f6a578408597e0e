namespace RspDebug.Swo.Tpiu;

/// <summary>Stream ids of the TPIU formatter (CoreSight Architecture, "Trace formatter").</summary>
public static class TraceStreamId
{
    /// <summary>Padding; its bytes are dropped.</summary>
    public const int Null = 0;

    /// <summary>What ITM_TCR.TraceBusID nearly always is.</summary>
    public const int UsualItm = 1;

    /// <summary>Response to a flush.</summary>
    public const int FlushResponse = 0x7b;

    /// <summary>Trigger; one byte of event follows.</summary>
    public const int Trigger = 0x7d;

    /// <summary>Ids are 7 bits.</summary>
    public const int Count = 128;

    private const int FirstReserved = 0x70;

    /// <summary>Whether no source may have the id.</summary>
    public static bool IsReserved(int id) => id >= FirstReserved && id is not (FlushResponse or Trigger);
}
