using System.CommandLine;
using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>What the target's clocks are: the options that all verbs with times share.</summary>
internal sealed class TraceTimeOptions
{
    private readonly Option<double?> _clock = new("--clock") { Description = "The core clock, for times in seconds as well as in cycles.", HelpName = "HZ" };
    private readonly Option<double?> _portClock = new("--port-clock") { Description = "Timestamps count the trace port's clock (ITM_TCR.SWOENA = 1), which has this rate; needs --clock.", HelpName = "HZ" };
    private readonly Option<int> _prescaler = new("--prescaler") { Description = "ITM_TCR.TSPrescale.", HelpName = "1|4|16|64", DefaultValueFactory = static _ => 1 };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_clock);
        command.Add(_portClock);
        command.Add(_prescaler);
    }

    /// <summary>The core clock in hertz, when it is given.</summary>
    /// <exception cref="UsageException">It is not a rate.</exception>
    public double? ReadClock(ParseResult parsed)
    {
        double? clock = parsed.GetValue(_clock);
        return clock is null or (>= 1 and <= 1e11) ? clock : throw new UsageException($"--clock: {clock} is not a rate; write hertz, such as 64000000.");
    }

    /// <summary>The timestamp clock.</summary>
    /// <exception cref="UsageException">An option has no meaning.</exception>
    public TimestampOptions ReadTimestamps(ParseResult parsed)
    {
        int prescaler = parsed.GetValue(_prescaler);
        if (prescaler is not (1 or 4 or 16 or 64)) throw new UsageException($"--prescaler: {prescaler} is not one of 1, 4, 16, 64.");
        double? clock = ReadClock(parsed), port = parsed.GetValue(_portClock);
        if (port is null) return TimestampOptions.CoreClock(prescaler);
        if (port is not (>= 1 and <= 1e11)) throw new UsageException($"--port-clock: {port} is not a rate; write hertz, such as 2000000.");
        return TimestampOptions.PortClock((long)(clock ?? throw new UsageException("--port-clock needs --clock, the core clock.")), (long)port, prescaler);
    }
}
