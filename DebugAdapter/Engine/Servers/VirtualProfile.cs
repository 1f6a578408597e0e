using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>The simulated nRF52840 that comes with the adapter: <c>rsp-debug board</c> in a process of its own.</summary>
internal sealed class VirtualProfile : ServerProfile
{
    public override ServerType Kind => ServerType.Virtual;

    public override string Name => "The virtual board";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["reset halt"],
        ResetAndRun = ["reset run"],
        Halt = ["halt"],
        MaskSteps = new StepMasking.Monitor("maskisr on"),
        EnterHandlers = new StepMasking.Monitor("maskisr off"),
        RestoreSteps = new StepMasking.Monitor("maskisr on"),
        AfterDetach = EndState.Running,
        TakesTwoRequests = true,
        StepsOffBreakpoints = true,
        StepsThroughRanges = true,
        AfterConnectionLost = EndState.Running,
        LoadsImageItself = true,
        ChecksumLeavesTargetAlone = true,
        FilesThroughUs = ["semihosting fileio"],
        Swo = new SwoMeans(),
    };

    public override string InstallHint => "It is part of rsp-debug: install the adapter again.";

    public override ServerCommand? BuildCommand(LaunchConfiguration configuration, int port)
    {
        List<string> arguments = ["board", "--rsp", $"{port}"];
        if (configuration is { Executable: { } executable, LoadFiles: null })
            arguments.AddRange(["--elf", configuration.Resolve(executable)]);
        if (configuration.SwoConfig is { Enabled: true, Source: "probe", SwoPort: { } swo })
            arguments.AddRange(["--swo", swo]);
        arguments.AddRange(configuration.ServerArgs);
        return new ServerCommand(configuration.ServerPath ?? OwnProgram, arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines) => "Check that `executable` is an ELF file for the nRF52840: flash at 0, RAM at 0x20000000.";

    // Beside the adapter's own assembly: the process may be a test host or `dotnet rsp-debug.dll`.
    private static string OwnProgram => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rsp-debug.exe" : "rsp-debug");
}
