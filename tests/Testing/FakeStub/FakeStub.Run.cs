using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

// Running and stopping.
public sealed partial class FakeStub
{
    private bool _isInterruptLatched;

    /// <summary>The File-I/O answers of the client, without the F.</summary>
    public IList<string> FileIoReplies { get; } = [];

    /// <summary>Stops a running target; the stop reply goes out. Does nothing when it does not run.</summary>
    public void Stop(FakeStop stop)
    {
        lock (_lock)
        {
            if (IsRunning) StopTarget(stop);
        }
    }

    /// <summary>Sends a File-I/O request from the running target: <c>write,2,20000000,c</c>.</summary>
    public void RequestFileIo(string call) => SendPacket("F" + call);

    /// <summary>The stop reply for a stop, with thread and expedited registers as the personality has them.</summary>
    public string FormatStop(FakeStop stop)
    {
        string signal = stop.Signal.ToString("x2", CultureInfo.InvariantCulture);
        if (Options.UsesShortStopReplies) return "S" + signal;
        var text = new StringBuilder("T" + signal);
        foreach (string name in Options.ExpeditedRegisters)
        {
            FakeRegister register = Target.Registers.First(register => register.Name == name);
            text.Append(CultureInfo.InvariantCulture, $"{register.Number:x2}:{ToHex(Target.GetBytes(register))};");
        }

        text.Append(stop.Pairs);
        if (Options.Thread is { } thread) text.Append(CultureInfo.InvariantCulture, $"thread:{thread};");
        return text.ToString();
    }

    private string? Resume(char action, string arguments)
    {
        if (_isInterruptLatched)
        {
            _isInterruptLatched = false;
            return FormatStop(FakeStop.Interrupt);
        }

        switch (action)
        {
            case 's':
                Target.Step(Target);
                return FormatStop(FakeStop.Trap);
            case 'r' when Options.ResumeActions?.Contains('r', StringComparison.Ordinal) == true:
                (ulong start, ulong end) = ParsePair(arguments.Split(':')[0]);
                for (int step = 0; step < Target.MaxSteps; step++)
                {
                    Target.Step(Target);
                    if (Target.Pc < start || Target.Pc >= end || Target.CodeBreakpoints.Contains(Target.Pc)) break;
                }

                return FormatStop(FakeStop.Trap);
            case 'c':
                if (Target.RunToStop() is { } stop) return FormatStop(stop);
                IsRunning = true;
                return null;
            default:
                return "E01";
        }
    }

    private void OnInterrupt()
    {
        if (IsRunning && !Options.IgnoresInterrupt) StopTarget(FakeStop.Interrupt);
        else if (!IsRunning && Options.LatchesInterrupt) _isInterruptLatched = true;
    }

    private void StopTarget(FakeStop stop)
    {
        IsRunning = false;
        SendReply(FormatStop(stop), FakeFault.None);
    }

    private string? ContinueAfterFileIo(string reply)
    {
        FileIoReplies.Add(reply);
        if (!reply.EndsWith(",C", StringComparison.Ordinal)) return null;
        IsRunning = false;
        return FormatStop(FakeStop.Interrupt);
    }
}
