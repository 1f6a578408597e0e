namespace RspDebug.RspServer.Personalities;

/// <summary>Damage done to the bytes of one direction of a link, repeatable by its seed. All rates are parts per million of its bytes.</summary>
public sealed record LinkFaults
{
    /// <summary>No damage.</summary>
    public static LinkFaults None { get; } = new();

    /// <summary>Start value of the generator.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bytes left out.</summary>
    public int DropPpm { get; init; }

    /// <summary>Bytes with one bit inverted.</summary>
    public int CorruptPpm { get; init; }

    /// <summary>Bytes that come twice.</summary>
    public int DuplicatePpm { get; init; }

    /// <summary>Bytes that are held back for <see cref="Hold"/>, with all that follow.</summary>
    public int HoldPpm { get; init; }

    /// <summary>How long bytes are held back.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Time before each write.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Largest piece written at once, in bytes; 0 for no limit.</summary>
    public int SplitInBytes { get; init; }

    /// <summary>True when bytes pass unchanged and at once.</summary>
    public bool AreNone => DropPpm == 0 && CorruptPpm == 0 && DuplicatePpm == 0 && HoldPpm == 0 && Delay == TimeSpan.Zero && SplitInBytes == 0;
}
