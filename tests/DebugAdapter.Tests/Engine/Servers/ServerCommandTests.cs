using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

public sealed class ServerCommandTests
{
    private static readonly LaunchConfiguration Plain = new() { Executable = "/build/fw.elf" };

    private static IEnumerable<TestCaseData> Commands()
    {
        yield return Row(
            Plain with { ServerType = ServerType.Qemu },
            "qemu-system-arm -M mps2-an386 -display none -serial null -monitor none -kernel /build/fw.elf -S -gdb tcp:127.0.0.1:4000 -semihosting-config enable=on,target=native");
        yield return Row(
            Plain with { ServerType = ServerType.Qemu, Machine = "lm3s6965evb", Cpu = "cortex-m3", Semihosting = new() { Enabled = false }, ServerArgs = ["-d", "int"] },
            "qemu-system-arm -M lm3s6965evb -cpu cortex-m3 -display none -serial null -monitor none -kernel /build/fw.elf -S -gdb tcp:127.0.0.1:4000 -d int");
        yield return Row(
            Plain with { ServerType = ServerType.Qemu, Semihosting = new() { CommandLine = "fw a,b" } },
            "qemu-system-arm -M mps2-an386 -display none -serial null -monitor none -kernel /build/fw.elf -S -gdb tcp:127.0.0.1:4000 -semihosting-config enable=on,target=native,arg=fw,arg=a,,b");
        yield return Row(
            Plain with { ServerType = ServerType.Openocd, ConfigFiles = ["interface/cmsis-dap.cfg", "target/nrf52.cfg"], Cwd = "/fw" },
            "openocd -c 'gdb_port 4000' -c 'tcl_port disabled' -c 'telnet_port disabled' -c 'gdb_report_data_abort enable' -s /fw -f interface/cmsis-dap.cfg -f target/nrf52.cfg");
        yield return Row(
            Plain with
            {
                ServerType = ServerType.Openocd, ServerPath = "/opt/openocd", SearchDir = ["/scripts", "more"], Cwd = "/fw", ConfigFiles = ["b.cfg"],
                OpenOCDPreConfigLaunchCommands = ["set X 1"], OpenOCDLaunchCommands = ["adapter speed 1000"], ServerArgs = ["-d3"],
            },
            "/opt/openocd -c 'gdb_port 4000' -c 'tcl_port disabled' -c 'telnet_port disabled' -c 'gdb_report_data_abort enable' -s /scripts -s /fw/more -c 'set X 1' -f b.cfg -c 'adapter speed 1000' -d3");
        yield return Row(Plain with { ServerType = ServerType.External, GdbTarget = "h:1" }, "");
    }

    [TestCaseSource(nameof(Commands))]
    public void BuildCommand_Configuration_GivesTheCommandLine(LaunchConfiguration configuration, string expected)
    {
        ServerCommand? command = ServerProfiles.Get(configuration.ServerType!.Value).BuildCommand(configuration, 4000);
        Assert.That(command?.ToString() ?? "", Is.EqualTo(expected));
    }

    [TestCase(ServerType.Jlink)]
    [TestCase(ServerType.Pyocd)]
    public void Get_KindWithoutProfile_SaysWhatToDo(ServerType kind)
    {
        var error = Assert.Throws<ServerStartException>(() => ServerProfiles.Get(kind));
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.NotSupported));
        Assert.That(error.NextAction, Does.Contain("external"));
    }

    private static TestCaseData Row(LaunchConfiguration configuration, string expected) => new TestCaseData(configuration, expected).SetArgDisplayNames(expected);
}
