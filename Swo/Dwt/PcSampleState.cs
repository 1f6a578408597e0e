namespace RspDebug.Swo.Dwt;

/// <summary>What a PC sample found.</summary>
public enum PcSampleState : byte
{
    /// <summary>An instruction address.</summary>
    Running = 0,

    /// <summary>The core slept.</summary>
    Sleeping = 1,

    /// <summary>Sampling was not allowed (Armv8-M, secure state).</summary>
    Prohibited = 2,
}
