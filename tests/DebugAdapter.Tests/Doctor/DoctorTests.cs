using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Doctor;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Tests.Doctor;

/// <summary>What the doctor says of computers that are made up: a folder with <c>sys</c> and <c>dev</c>, programs, ports.</summary>
[TestFixture]
public sealed class DoctorTests
{
    private string _root = "";

    [SetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("doctor").FullName;

    [TearDown]
    public void RemoveRoot() => Directory.Delete(_root, recursive: true);

    // vendor | product | name | interface | kind
    [TestCase("0483", "374b", "STM32 STLink", "", "ST-LINK")]
    [TestCase("0483", "5740", "Virtual COM Port", "", null)]
    [TestCase("1366", "1051", "J-Link", "", "J-Link")]
    [TestCase("1d50", "6018", "Black Magic Probe", "", "Black Magic Probe")]
    [TestCase("0d28", "0204", "BBC micro:bit CMSIS-DAP", "", "CMSIS-DAP")]
    [TestCase("2e8a", "000c", "Debug Probe (CMSIS-DAP)", "", "CMSIS-DAP")]
    [TestCase("1234", "5678", "Board", "Some CMSIS-DAP v2", "CMSIS-DAP")]
    [TestCase("046d", "c31c", "Keyboard", "", null)]
    public async Task RunAsync_UsbDevice_IsRecognised(string vendor, string product, string name, string interfaceName, string? kind)
    {
        Plug("1-2", vendor, product, name, interfaceName);
        AuditReport report = await ExamineAsync(new FakeSystem { Root = _root });
        AuditTable? probes = report.Tables.FirstOrDefault(static table => table.Name == "probes");
        Assert.That(probes?.Rows[0][0], Is.EqualTo(kind));
        Assert.That(report.Findings.Any(static finding => finding.Rule == "no-probe"), Is.EqualTo(kind is null));
    }

    [Test]
    public async Task RunAsync_ProbeWithoutPermission_GivesTheRuleForUdev()
    {
        Plug("1-2", "1366", "0101", "J-Link", "");
        AuditReport report = await ExamineAsync(new FakeSystem { Root = _root, Closed = { "dev/bus/usb/001/007" } });
        AuditFinding finding = report.Findings.Single(static f => f.Rule == "probe-no-access");
        Assert.That(finding.Severity, Is.EqualTo(AuditSeverity.Error));
        Assert.That(finding.Advice, Does.Contain("ATTR{idVendor}==\"1366\"").And.Contain("udevadm"));
        Assert.That(report.Fails(AuditSeverity.Warning), Is.True);
    }

    [Test]
    public async Task RunAsync_HidProbe_NeedsItsHidrawNode()
    {
        Plug("1-2", "0d28", "0204", "DAPLink CMSIS-DAP", "");
        Write("sys/bus/usb/devices/1-2/1-2:1.3/0003:0D28:0204.0001/hidraw/hidraw3/dev", "1");
        Write("dev/hidraw3", "");
        AuditReport report = await ExamineAsync(new FakeSystem { Root = _root, Closed = { "dev/hidraw3" } });
        Assert.That(report.Findings.Single(static f => f.Rule == "probe-no-access").Text, Does.Contain("dev/hidraw3"));
    }

    [Test]
    public async Task RunAsync_ProbeWithoutServer_SaysWhatToInstall()
    {
        Plug("1-2", "0483", "3748", "STM32 STLink", "");
        AuditReport bare = await ExamineAsync(new FakeSystem { Root = _root });
        Assert.That(bare.Findings.Single(static f => f.Rule == "probe-without-server").Advice, Does.Contain("openocd"));
        AuditReport served = await ExamineAsync(new FakeSystem { Root = _root, Programs = { ["st-util"] = "v1.7.0" } });
        Assert.That(served.Findings.Select(static f => f.Rule), Has.None.EqualTo("probe-without-server"));
    }

    [Test]
    public async Task RunAsync_Servers_AreListedWithTheirVersion()
    {
        AuditReport report = await ExamineAsync(new FakeSystem
        {
            Root = _root,
            Programs = { ["openocd"] = "Open On-Chip Debugger 0.12.0\nLicensed under GNU GPL v2", ["qemu-system-arm"] = "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)", ["pyocd"] = null },
        });
        AuditTable servers = report.Tables.Single(static table => table.Name == "servers");
        Assert.That(servers.Rows.ToDictionary(static row => (string)row[0]!, static row => row[3]),
            Is.SupersetOf(new Dictionary<string, object?> { ["openocd"] = "0.12.0", ["qemu"] = "7.2.22", ["pyocd"] = null, ["virtual"] = null }));
        Assert.That(report.Findings.Where(static f => f.Rule == "server-broken").Select(static f => f.Text), Has.Exactly(1).Contains("pyocd"));
        Assert.That(report.Findings.Where(static f => f.Rule == "server-not-installed").Select(static f => f.Text), Has.Exactly(1).Contains("J-Link"));
    }

    [Test]
    public async Task RunAsync_PortInUse_IsToldAndNotConnectedTo()
    {
        var system = new FakeSystem { Root = _root, Ports = { 3333, 2331 } };
        AuditReport told = await ExamineAsync(system);
        Assert.That(told.Findings.Where(static f => f.Rule == "port-in-use").Select(static f => f.Severity), Is.EqualTo(new[] { AuditSeverity.Note, AuditSeverity.Note }));
        AuditReport asked = await new DoctorExamination(system)
        {
            Named = new ServerAddress("board", 2331),
            Ask = static address => address.Port == 3333 ? Task.FromResult("RSP") : throw new RspTransportException(TransportFailure.Timeout, "silence", "tcp", "Look."),
        }.RunAsync(default);
        Assert.That(asked.Tables.Single(static table => table.Name == "ports").Rows.Select(static row => (row[0], row[2])), Is.EqualTo(new (object?, object?)[] { ("3333", "RSP"), ("2331", null), ("board:2331", null) }));
        Assert.That(asked.Findings.Where(static f => f.Rule == "port-not-rsp").Select(static f => f.Text), Has.Exactly(1).Contains("listens on port 2331 does not").And.Exactly(1).Contains("listens at board:2331 does not"));
    }

    // Black Magic Probe, usb_descriptors.h: interfaces 0 and 1 are the GDB server, 2 and 3 a UART.
    [Test]
    public async Task RunAsync_BlackMagicProbe_GivesTheSerialPortForTheConfiguration()
    {
        Plug("1-2", "1d50", "6018", "Black Magic Probe v1.10.2", "Black Magic GDB Server");
        foreach ((string number, string port) in new[] { ("0", "ttyACM1"), ("2", "ttyACM0") })
        {
            Write($"sys/bus/usb/devices/1-2/1-2:1.{number}/bInterfaceNumber", $"0{number}\n");
            Write($"sys/bus/usb/devices/1-2/1-2:1.{number}/tty/{port}/dev", "166:0\n");
            Write($"sys/class/tty/{port}/dev", "166:0\n");
            Write($"dev/{port}", "");
        }

        AuditReport report = await ExamineAsync(new FakeSystem { Root = _root });
        string device = Path.Combine(_root, "dev", "ttyACM1");
        AuditFinding finding = report.Findings.Single(static f => f.Rule == "bmp-port");
        Assert.That(finding.Text, Does.StartWith(device).And.Contain("v1.10.2").And.Contain("123"));
        Assert.That(finding.Advice, Does.Contain($"\"servertype\": \"bmp\", \"BMPGDBSerialPort\": \"{device}\""));
        Assert.That(report.Tables.Single(static table => table.Name == "serialPorts").Rows.Select(static row => row[2]), Is.EqualTo(new object?[] { null, "GDB server of the Black Magic Probe" }));
        Assert.That(report.Findings.Select(static f => f.Rule), Has.None.EqualTo("probe-without-server"));
    }

    // CPUID of the processors' reference manuals | what the user reads
    [TestCase(0x410FC241u, "Cortex-M4 r0p1")]
    [TestCase(0x412FC231u, "Cortex-M3 r2p1")]
    [TestCase(0x410CC601u, "Cortex-M0+ r0p1")]
    [TestCase(0x411FD210u, "Cortex-M33 r1p0")]
    [TestCase(0x410FEEE0u, "part 0xEEE r0p0")]
    public void DescribeCore(uint cpuId, string expected) => Assert.That(ServerEnquiry.DescribeCore(cpuId), Is.EqualTo(expected));

    [Test]
    public void Run_Configuration_IsCheckedWithItsServerAndImage()
    {
        var launch = new LaunchReading(new LaunchConfiguration { ServerType = ServerType.Openocd, Executable = Path.Combine(_root, "missing.elf") }, LaunchRequest.Launch, []);
        var examination = new ConfigurationExamination(new FakeSystem { Root = _root }, "launch.json");
        string[] texts = [.. examination.Run(() => launch).Select(static finding => finding.Text)];
        Assert.That(texts, Has.Exactly(1).Contains("OpenOCD is not installed").And.Exactly(1).Contains("missing.elf"));
        Assert.That(
            examination.Run(static () => throw new LaunchConfigurationException([new LaunchProblem("device", "is missing")], [new LaunchProblem("devise", "is not a known key")])).Select(static f => f.Severity),
            Is.EqualTo(new[] { AuditSeverity.Error, AuditSeverity.Warning }));
    }

    private static Task<AuditReport> ExamineAsync(DoctorSystem system) => new DoctorExamination(system).RunAsync(default);

    private void Plug(string device, string vendor, string product, string name, string interfaceName)
    {
        string folder = $"sys/bus/usb/devices/{device}";
        foreach ((string file, string text) in new[] { ("idVendor", vendor), ("idProduct", product), ("product", name), ("serial", "123"), ("busnum", "1"), ("devnum", "7") }) Write($"{folder}/{file}", text + "\n");
        Write($"{folder}/{device}:1.0/interface", interfaceName + "\n");
        Write("dev/bus/usb/001/007", "");
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private sealed class FakeSystem : DoctorSystem
    {
        public Dictionary<string, string?> Programs { get; } = [];

        public List<int> Ports { get; } = [];

        public List<string> Closed { get; } = [];

        public override string? Find(string program) => Programs.ContainsKey(program) ? $"/usr/bin/{program}" : null;

        public override bool IsListening(int port) => Ports.Contains(port);

        public override bool CanOpen(string path) => !Closed.Exists(path.EndsWith);

        public override Task<string?> RunAsync(string path, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(Programs[Path.GetFileName(path)]);
    }
}
