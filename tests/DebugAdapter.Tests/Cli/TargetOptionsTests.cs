using System.CommandLine;
using RspDebug.DebugAdapter.Cli;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Cli;

[TestFixture]
public sealed class TargetOptionsTests
{
    private static readonly string Elf = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public void Read_ServerAndElf_LaunchesIt()
    {
        LaunchReading launch = Read("--server", "virtual", "--elf", Elf);
        Assert.That(launch.Request, Is.EqualTo(LaunchRequest.Launch));
        Assert.That((launch.Configuration.ServerType, launch.Configuration.Executable), Is.EqualTo((ServerType.Virtual, Elf)));
    }

    [Test]
    public void Read_GdbTarget_AttachesToWhatRuns()
    {
        LaunchReading launch = Read("--gdb-target", "localhost:3333", "--elf", Elf);
        Assert.That(launch.Request, Is.EqualTo(LaunchRequest.Attach));
        Assert.That((launch.Configuration.ServerType, launch.Configuration.GdbTarget), Is.EqualTo((ServerType.External, "localhost:3333")));
    }

    [Test]
    public void Read_Set_TakesJsonAndText()
    {
        LaunchReading launch = Read(
            "--server", "openocd", "--elf", Elf, "--set", "configFiles=[\"a.cfg\",\"b.cfg\"]", "--set", "stepInterrupts=enter", "--set", "timeouts={\"stepMs\":7}");
        Assert.That(launch.Configuration.ConfigFiles, Is.EqualTo(new[] { "a.cfg", "b.cfg" }));
        Assert.That((launch.Configuration.StepInterrupts, launch.Configuration.Timeouts.StepMs), Is.EqualTo((StepInterrupts.Enter, 7)));
    }

    [Test]
    public void Read_Config_IsWonOverByOptions()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, """{ "servertype": "qemu", "machine": "mps2-an500", "fpscr": "off", "executable": "none.elf", }""");
        LaunchReading launch = Read("--config", file, "--elf", Elf, "--set", "fpscr=report");
        Assert.That((launch.Configuration.ServerType, launch.Configuration.Machine), Is.EqualTo((ServerType.Qemu, "mps2-an500")));
        Assert.That((launch.Configuration.Executable, launch.Configuration.Fpscr), Is.EqualTo((Elf, FpscrPolicy.Report)));
        File.Delete(file);
    }

    // arguments | part of the message
    [TestCase("", "No target is named")]
    [TestCase("--config a.json --server qemu", "exclude each other")]
    [TestCase("--server qemu --gdb-target :3333", "--gdb-target needs no --server qemu")]
    [TestCase("--server virtual --set fpscr", "not KEY=VALUE")]
    public void Read_ContradictoryOptions_AreUsageErrors(string arguments, string part) =>
        Assert.That(() => Read(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Throws.TypeOf<UsageException>().With.Message.Contains(part));

    [Test]
    public void Read_WrongKeyValue_IsNamed() => Assert.That(
        () => Read("--server", "virtual", "--elf", Elf, "--set", "fpscr=rstore"),
        Throws.TypeOf<LaunchConfigurationException>().With.Message.Contains("fpscr"));

    private static LaunchReading Read(params string[] arguments)
    {
        var options = new TargetOptions();
        var command = new Command("verb");
        options.AddTo(command);
        return options.Read(command.Parse(arguments));
    }
}
