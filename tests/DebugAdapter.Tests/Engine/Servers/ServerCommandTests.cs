using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

public sealed class ServerCommandTests
{
    private static readonly LaunchConfiguration Plain = new() { Executable = "/build/fw.elf" };

    // Looks at Nordic's CTRL-AP when the chip could not be examined.
    private const string LockCheck =
        " -c 'init; set failed [catch {if {![[target current] was_examined]} {set d [[target current] cget -dap]; set failed [catch {$d apreg 1 0xfc}]; "
        + "if {[$d apreg 1 0xfc] == 0x02880000 && ([string trim [$d apreg 0 0]] & 0x40) == 0} {echo {rsp-debug: APPROTECT is on}; shutdown error}}}]'";

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
            "openocd -c 'gdb_port 4000' -c 'tcl_port disabled' -c 'telnet_port disabled' -c 'gdb_report_data_abort enable' -s /fw -f interface/cmsis-dap.cfg -f target/nrf52.cfg" + LockCheck);
        yield return Row(
            Plain with
            {
                ServerType = ServerType.Openocd, ServerPath = "/opt/openocd", SearchDir = ["/scripts", "more"], Cwd = "/fw", ConfigFiles = ["b.cfg"],
                OpenOCDPreConfigLaunchCommands = ["set X 1"], OpenOCDLaunchCommands = ["adapter speed 1000"], ServerArgs = ["-d3"],
            },
            "/opt/openocd -c 'gdb_port 4000' -c 'tcl_port disabled' -c 'telnet_port disabled' -c 'gdb_report_data_abort enable' -s /scripts -s /fw/more -c 'set X 1' -f b.cfg -d3 -c 'adapter speed 1000'" + LockCheck);
        string jlink = OperatingSystem.IsWindows() ? "JLinkGDBServerCL.exe" : "JLinkGDBServerCLExe";
        yield return Row(
            Plain with { ServerType = ServerType.Jlink, Device = "nRF52840_xxAA" },
            $"{jlink} -singlerun -nogui -localhostonly -noir -if swd -port 4000 -swoport 4001 -telnetport 4002 -device nRF52840_xxAA");
        yield return Row(
            Plain with { ServerType = ServerType.Jlink, Device = "X", Interface = "jtag", SerialNumber = "683", JLinkScript = "a.JLinkScript", Cwd = "/fw", SwoConfig = new() { SwoPort = "5000" }, ServerArgs = ["-speed", "4000"] },
            $"{jlink} -singlerun -nogui -localhostonly -noir -if jtag -port 4000 -swoport 5000 -telnetport 4002 -device X -select usb=683 -jlinkscriptfile /fw/a.JLinkScript -speed 4000");
        yield return Row(
            Plain with { ServerType = ServerType.Jlink, Device = "X", IpAddress = "10.0.0.2", SerialNumber = "683" },
            $"{jlink} -singlerun -nogui -localhostonly -noir -if swd -port 4000 -swoport 4001 -telnetport 4002 -device X -select ip=10.0.0.2");
        yield return Row(
            Plain with { ServerType = ServerType.Pyocd, BoardId = "0240", TargetId = new("nrf52840"), CmsisPack = "n.pack", Cwd = "/fw", Semihosting = new() { Enabled = false } },
            "pyocd gdbserver --port 4000 --telnet-port 4001 -O auto_unlock=0 --uid 0240 --target nrf52840 --pack /fw/n.pack");
        yield return Row(
            Plain with { ServerType = ServerType.Pyocd, SwoConfig = new() { Enabled = true, CpuFrequency = 64_000_000, SwoFrequency = 1_000_000 } },
            "pyocd gdbserver --port 4000 --telnet-port 4001 -O auto_unlock=0 --semihosting -O enable_swv=1 -O swv_system_clock=64000000 -O swv_clock=1000000 -O swv_raw_port=3443");
        yield return Row(Plain with { ServerType = ServerType.Stutil, V1 = true, SerialNumber = "06", ServerArgs = ["--no-reset"] }, "st-util -p 4000 --stlinkv1 --serial 06 --semihosting --no-reset");
        yield return Row(Plain with { ServerType = ServerType.External, GdbTarget = "h:1" }, "");
    }

    [TestCaseSource(nameof(Commands))]
    public void BuildCommand_Configuration_GivesTheCommandLine(LaunchConfiguration configuration, string expected)
    {
        ServerCommand? command = ServerProfiles.Get(configuration.ServerType!.Value).BuildCommand(configuration, 4000);
        Assert.That(command?.ToString() ?? "", Is.EqualTo(expected));
    }

    [Test]
    public void Advise_EveryProfile_AlwaysHasASentence()
    {
        foreach (ServerProfile profile in ServerProfiles.All)
        {
            Assert.That(profile.Advise([]), Does.EndWith("."), profile.Name);
            Assert.That(profile.InstallHint, Does.EndWith("."), profile.Name);
        }
    }

    // kind | what the server printed last | part of the advice
    [TestCase(ServerType.Jlink, "ERROR: Could not connect to J-Link.", "Connect the probe")]
    [TestCase(ServerType.Jlink, "ERROR: Could not connect to target.", "board's power")]
    [TestCase(ServerType.Jlink, "Unknown device selected", "`device`")]
    [TestCase(ServerType.Openocd, "rsp-debug: APPROTECT is on", "ERASES")]
    [TestCase(ServerType.Openocd, "nRF52 device has AP lock engaged (see UICR APPROTECT register).", "nrf52_recover")]
    [TestCase(ServerType.Openocd, "Error: unable to find a matching CMSIS-DAP device", "Connect the probe")]
    [TestCase(ServerType.Openocd, "Error: Error connecting DP: cannot read IDR", "board's power")]
    [TestCase(ServerType.Openocd, "invalid command name \"adapter_khz\"", "openOCDLaunchCommands")]
    [TestCase(ServerType.Openocd, "C:/boards/board.cfg:12: Error: missing close-brace", "Correct line 12 of C:/boards/board.cfg.")]
    [TestCase(ServerType.Openocd, "embedded:startup.tcl:28: Error: failed to load file \"/tmp\": Is a directory", "name of a file")]
    [TestCase(ServerType.Openocd, "embedded:startup.tcl:28: Error: something else", "the probe and the cable")]
    [TestCase(ServerType.Pyocd, "NRF52840 APPROTECT enabled: not automatically unlocking", "ERASES")]
    [TestCase(ServerType.Pyocd, "0000123 E No available debug probes are connected [__main__]", "pyocd list")]
    [TestCase(ServerType.Pyocd, "Target type 'nrf' not recognized. Use 'pyocd list --targets'", "`targetId`")]
    [TestCase(ServerType.Stutil, "ERROR: Couldn't find any ST-Link devices", "Connect the ST-LINK")]
    public void Advise_WhatTheServerSaid_NamesTheNextStep(ServerType kind, string line, string part) =>
        Assert.That(ServerProfiles.Get(kind).Advise([line]), Does.Contain(part));

    [Test]
    public void Get_EveryKind_HasAProfile()
    {
        foreach (ServerType kind in Enum.GetValues<ServerType>()) Assert.That(ServerProfiles.Get(kind).Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Get_KindWithoutProfile_SaysWhatToDo()
    {
        var error = Assert.Throws<ServerStartException>(() => ServerProfiles.Get((ServerType)99));
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.NotSupported));
        Assert.That(error.NextAction, Does.Contain("external"));
    }

    // BMPGDBSerialPort | host or device | port, 0 for a device
    [TestCase("/dev/ttyACM0", "/dev/ttyACM0", 0)]
    [TestCase("COM5", "COM5", 0)]
    [TestCase(@"\\.\COM13", @"\\.\COM13", 0)]
    [TestCase("/dev/serial/by-id/usb-Black_Magic:1-if00", "/dev/serial/by-id/usb-Black_Magic:1-if00", 0)]
    [TestCase("10.0.0.2:2345", "10.0.0.2", 2345)]
    [TestCase("localhost:2000", "localhost", 2000)]
    public void AddressOf_BlackMagicProbe_TellsDevicesFromPorts(string text, string host, int port) =>
        Assert.That(ServerProfiles.Get(ServerType.Bmp).AddressOf(new() { BmpGdbSerialPort = text }), Is.EqualTo(new ServerAddress(host, port)));

    private static TestCaseData Row(LaunchConfiguration configuration, string expected) => new TestCaseData(configuration, expected).SetArgDisplayNames(expected);
}
