namespace RspDebug.Swo.Timing;

/// <summary>What the target's timestamp clock is.</summary>
public sealed record TimestampOptions
{
    /// <summary>Core cycles for each <see cref="Ticks"/> of the timestamp clock, before the prescaler.</summary>
    public long Cycles { get; init; } = 1;

    /// <summary>See <see cref="Cycles"/>.</summary>
    public long Ticks { get; init; } = 1;

    /// <summary>ITM_TCR.TSPrescale: 1, 4, 16 or 64.</summary>
    public int Prescaler { get; init; } = 1;

    /// <summary>
    /// Ticks that an overflow may hide: 2^28 on parts that answer an overrun of the timestamp counter with an overflow packet (D4), 2^21 on older
    /// ones. 0, the default: the counter never runs over between two packets.
    /// </summary>
    public long TicksHiddenByOverflow { get; init; }

    /// <summary>
    /// Packets that the DWT can hold back while the line is busy. It bounds how old a packet with TC 2 or 3 is; the architecture does not say it,
    /// real parts hold one or two.
    /// </summary>
    public int HardwareBufferInPackets { get; init; } = 4;

    /// <summary>The timestamp clock is the core clock (ITM_TCR.SWOENA = 0).</summary>
    public static TimestampOptions CoreClock(int prescaler = 1) => new() { Prescaler = prescaler };

    /// <summary>The timestamp clock is the trace port's (ITM_TCR.SWOENA = 1).</summary>
    /// <param name="coreClockInHz">Core clock.</param>
    /// <param name="portClockInHz">Clock of the port after its own prescaler (ACPR).</param>
    /// <param name="prescaler">ITM_TCR.TSPrescale.</param>
    public static TimestampOptions PortClock(long coreClockInHz, long portClockInHz, int prescaler = 1) =>
        new() { Cycles = coreClockInHz, Ticks = portClockInHz, Prescaler = prescaler };
}
