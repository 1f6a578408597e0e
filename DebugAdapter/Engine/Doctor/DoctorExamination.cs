using System.Globalization;
using System.Runtime.InteropServices;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>Looks at what debugging needs on this computer. Nothing is changed, and nothing connected to, unless asked.</summary>
/// <param name="system">The computer.</param>
internal sealed class DoctorExamination(DoctorSystem system)
{
    private static readonly (string Program, string Purpose)[] Tools =
        [("arm-none-eabi-gcc", "C and C++ compiler"), ("clang", "C and C++ compiler"), ("rustc", "Rust compiler"), ("tinygo", "Go compiler"), ("arm-none-eabi-objdump", "disassembly by hand"), ("gdb-multiarch", "not needed")];

    private static readonly (int Port, string Usual)[] KnownPorts =
        [(3333, "OpenOCD or pyOCD"), (2331, "J-Link GDB Server"), (4242, "st-util"), (1234, "QEMU"), (1337, "probe-rs"), (2000, "Black Magic Debug App"), (50000, "a session of cortex-debug")];

    // The packages of J-Link have no program that tells the version without a window.
    private static readonly ServerType[] TellNoVersion = [ServerType.Jlink];

    private readonly List<AuditFinding> _findings = [];
    private readonly List<ServerType> _installed = [];

    /// <summary>Asks what listens at an address; null to connect to nothing. Gives the answer, or throws with the reason.</summary>
    public Func<ServerAddress, Task<string>>? Ask { get; init; }

    /// <summary>The address of a server that the configuration names; it is asked besides.</summary>
    public ServerAddress? Named { get; init; }

    /// <summary>Examines.</summary>
    public async Task<AuditReport> RunAsync(CancellationToken cancellationToken)
    {
        AuditTable servers = await ServersAsync(cancellationToken).ConfigureAwait(false);
        AuditTable tools = await ToolsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UsbProbe> found = UsbProbe.FindAll(system.Root);
        AuditTable probes = Probes(found), serial = SerialPorts(found);
        AuditTable ports = await PortsAsync().ConfigureAwait(false);
        return AuditReport.Of("doctor", _findings, Facts(), [.. new[] { servers, tools, probes, serial, ports }.Where(static table => table.Rows.Count > 0)]);
    }

    /// <summary>The version in what a program prints: the first word that is a number with dots, with what belongs to it.</summary>
    public static string? VersionIn(string text) =>
        text.Split([' ', '\n', '\r', '\t', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries).Select(static word => word.TrimStart('v', 'V'))
            .FirstOrDefault(static word => word.Length > 2 && char.IsAsciiDigit(word[0]) && word.Contains('.', StringComparison.Ordinal) && word.Count(char.IsAsciiDigit) >= 2);

    private static List<KeyValuePair<string, object?>> Facts() =>
    [
        new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"),
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("rspDebug", typeof(DoctorExamination).Assembly.GetName().Version?.ToString()),
    ];

    private async Task<AuditTable> ServersAsync(CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (ServerProfile profile in ServerProfiles.All.Where(static profile => profile.Kind is not (ServerType.External or ServerType.Virtual)))
        {
            // A probe that is its own server has no program.
            if (profile.BuildCommand(new LaunchConfiguration { ServerType = profile.Kind, Device = "" }, 0) is not { } command) continue;
            string? path = system.Find(command.Program), version = null;
            if (path is null) _findings.Add(DoctorRule.NotInstalled(profile.Name, profile.InstallHint));
            else
            {
                _installed.Add(profile.Kind);
                if (!TellNoVersion.Contains(profile.Kind))
                {
                    string? told = await system.RunAsync(path, ["--version"], cancellationToken).ConfigureAwait(false);
                    version = told is null ? null : VersionIn(told);
                    if (version is null) _findings.Add(DoctorRule.NoVersion(profile.Name, path));
                }
            }

            rows.Add([profile.Kind.ToString().ToLowerInvariant(), profile.Name, path ?? "not installed", version]);
        }

        rows.Add(["virtual", ServerProfiles.Get(ServerType.Virtual).Name, "part of rsp-debug", null]);
        return new AuditTable("servers", ["servertype", "name", "program", "version"], rows);
    }

    private async Task<AuditTable> ToolsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach ((string program, string purpose) in Tools)
        {
            if (system.Find(program) is not { } path) continue;
            string? told = await system.RunAsync(path, [program == "tinygo" ? "version" : "--version"], cancellationToken).ConfigureAwait(false);
            rows.Add([program, purpose, path, told is null ? null : VersionIn(told)]);
        }

        return new AuditTable("tools", ["program", "purpose", "path", "version"], rows);
    }

    private AuditTable Probes(IReadOnlyList<UsbProbe> probes)
    {
        if (probes.Count == 0) _findings.Add(DoctorRule.NoProbe());
        var rows = new List<IReadOnlyList<object?>>();
        foreach (UsbProbe probe in probes)
        {
            string? closed = probe.Nodes.FirstOrDefault(node => !system.CanOpen(node));
            if (closed is not null) _findings.Add(DoctorRule.NoAccess(probe, closed));
            if (!probe.Kind.Servers.Any(kind => kind == ServerType.Bmp || _installed.Contains(kind)))
                _findings.Add(DoctorRule.NoServer(probe, ServerProfiles.Get(probe.Kind.Servers[0]).InstallHint));
            if (probe.GdbPort is { } port) _findings.Add(DoctorRule.GdbPort(probe, port));
            rows.Add([probe.Kind.Name, probe.Name, probe.Id, probe.Serial, closed is null, string.Join(", ", probe.Kind.Servers.Select(static kind => kind.ToString().ToLowerInvariant()))]);
        }

        return new AuditTable("probes", ["kind", "name", "usb", "serial", "accessible", "servertypes"], rows);
    }

    private AuditTable SerialPorts(IReadOnlyList<UsbProbe> probes)
    {
        string folder = Path.Combine(system.Root, "sys/class/tty");
        string[] names = Directory.Exists(folder)
            ? [.. Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Where(static name => name.StartsWith("ttyACM", StringComparison.Ordinal) || name.StartsWith("ttyUSB", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];
        var rows = new List<IReadOnlyList<object?>>();
        foreach (string device in names.Select(name => Path.Combine(system.Root, "dev", name)).Where(File.Exists))
        {
            bool isOpen = system.CanOpen(device);
            if (!isOpen) _findings.Add(DoctorRule.NoSerialAccess(device));
            rows.Add([device, isOpen, probes.FirstOrDefault(probe => probe.GdbPort == device) is { } server ? $"GDB server of the {server.Kind.Name}" : null]);
        }

        return new AuditTable("serialPorts", ["device", "accessible", "use"], rows);
    }

    private async Task<AuditTable> PortsAsync()
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach ((int port, string usual) in KnownPorts.Where(known => system.IsListening(known.Port)))
        {
            string number = port.ToString(CultureInfo.InvariantCulture);
            if (Ask is null) _findings.Add(DoctorRule.Listening(port, usual));
            rows.Add([number, usual, await AskAsync(new ServerAddress(ListeningPorts.HostOf(port) ?? "127.0.0.1", port), $"on port {number}").ConfigureAwait(false)]);
        }

        bool isListed = Named is not null && rows.Exists(row => ForeignServer.IsHere(Named) && row[0] is string number && number == Named.Port.ToString(CultureInfo.InvariantCulture));
        if (Named is not null && !isListed) rows.Add([Named.ToString(), "the configuration's server", await AskAsync(Named, $"at {Named}").ConfigureAwait(false)]);
        return new AuditTable("ports", ["port", "usually", "answers"], rows);
    }

    private async Task<string?> AskAsync(ServerAddress address, string place)
    {
        if (Ask is null) return null;
        try
        {
            return await Ask(address).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is RspClient.RspException or ServerStartException)
        {
            _findings.Add(DoctorRule.NotRsp(place, failed.Message));
            return null;
        }
    }
}
