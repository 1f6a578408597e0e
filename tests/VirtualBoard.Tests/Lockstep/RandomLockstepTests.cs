namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Random valid instructions of all tables against QEMU. <c>RSP_DEBUG_LONG=1</c>: 200,000 and more, with the coverage report.</summary>
[Parallelizable(ParallelScope.None)]
public sealed class RandomLockstepTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    [TestCase(1)]
    public void Step_RandomInstructions_EqualQemu(int seed)
    {
        if (QemuMachine.FindProgram() is null) Assert.Ignore("qemu-system-arm is not installed.");
        int rounds = IsLong ? 600 : 6;
        using RandomLockstep lockstep = new(seed);
        string? difference = lockstep.Run(EncodingTable.Rows, rounds * EncodingTable.Rows.Count);
        TestContext.Out.WriteLine($"{lockstep.Coverage.Values.Sum()} instructions of {lockstep.Coverage.Count} encodings, "
            + $"{lockstep.Decoded.Count} decoder names, {lockstep.Exceptions} handler steps");
        foreach ((string name, int count) in lockstep.Decoded) TestContext.Out.WriteLine($"  {count,6} {name}");
        Assert.That(difference, Is.Null, difference);
        Assert.That(lockstep.Coverage.Count, Is.EqualTo(EncodingTable.Rows.Select(row => row.Name).Distinct().Count()));
    }
}
