namespace RspDebug.Swo.Tpiu;

/// <summary>What a change to a stream that was not seen before may be.</summary>
internal enum DoubtfulId
{
    /// <summary>A new stream.</summary>
    Believe,

    /// <summary>Data with a damaged bit 0.</summary>
    IsData,

    /// <summary>A damaged change to the ITM stream.</summary>
    MeansItm,
}
