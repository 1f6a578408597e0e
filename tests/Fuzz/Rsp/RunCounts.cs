using System.Globalization;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>What came of the requests of one run.</summary>
internal sealed class RunCounts
{
    public int Requests { get; set; }

    public int Succeeded { get; set; }

    public int Refused { get; set; }

    public int SessionsEnded { get; set; }

    public int WrongValues { get; set; }

    public int DoubleSteps { get; set; }

    public long Damaged { get; set; }

    public long Retransmissions { get; set; }

    public long Resynchronisations { get; set; }

    public List<string> Details { get; } = [];

    public void Fail(string what)
    {
        WrongValues++;
        if (Details.Count < 10) Details.Add(what);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Requests} requests: {Succeeded} succeeded, {Refused} refused, {SessionsEnded} sessions ended with an error, {Damaged} bytes damaged, {Retransmissions} retransmissions, {Resynchronisations} resynchronisations, {WrongValues} wrong values, {DoubleSteps} double steps");
}
