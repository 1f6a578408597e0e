using RspDebug.Testing;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>QEMU is the oracle. <c>RSP_DEBUG_LONG=1</c> makes the long run: 1,000,000 steps over all images.</summary>
[Parallelizable(ParallelScope.None)]
public sealed class FirmwareLockstepTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public void Step_Firmware_EqualsQemu(string variant)
    {
        if (QemuMachine.FindProgram() is null) Assert.Ignore("qemu-system-arm is not installed.");
        int steps = IsLong ? 100_000 : 1_000;
        using FirmwareLockstep lockstep = new(Firmware.ImagePath(variant));
        string? difference = lockstep.Run(steps);
        Assert.That(difference, Is.Null, difference);
        TestContext.Out.WriteLine($"{variant}: {steps} steps equal, {lockstep.SysTicks} SysTick entries followed, {lockstep.NewFloatContexts} new FP contexts allowed");
    }
}
