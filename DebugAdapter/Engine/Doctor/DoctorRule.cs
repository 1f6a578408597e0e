using RspDebug.DebugAdapter.Engine.Audit;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>What the doctor finds: rule and severity; docs/commands.md lists them.</summary>
internal static class DoctorRule
{
    public static AuditFinding NotInstalled(string name, string hint) => new("server-not-installed", AuditSeverity.Note, $"{name} is not installed.", hint);

    public static AuditFinding NoVersion(string name, string path) =>
        new("server-broken", AuditSeverity.Warning, $"{name} does not tell its version: '{path}' cannot be run, or hangs.", "Run it by hand to see why, and install it again.");

    public static AuditFinding NoProbe() =>
        new("no-probe", AuditSeverity.Note, "No debug probe is connected.", "Connect one; without, `--server virtual` and `--server qemu` work.");

    public static AuditFinding NoAccess(UsbProbe probe, string node) => new(
        "probe-no-access", AuditSeverity.Error, $"The {probe.Kind.Name} '{probe.Name}' ({probe.Id}) is there, but {node} may not be opened by this user.",
        $"As root, put `SUBSYSTEM==\"usb\", ATTR{{idVendor}}==\"{probe.Id[..4]}\", MODE=\"0660\", TAG+=\"uaccess\"` and `KERNEL==\"hidraw*\", ATTRS{{idVendor}}==\"{probe.Id[..4]}\", MODE=\"0660\", TAG+=\"uaccess\"` "
        + "into /etc/udev/rules.d/69-debug-probes.rules, run `udevadm control --reload` and `udevadm trigger`, and plug it in again. (Debian's openocd package brings such rules for the group plugdev.)");

    public static AuditFinding NoServer(UsbProbe probe, string hint) =>
        new("probe-without-server", AuditSeverity.Warning, $"No server is installed that can use the {probe.Kind.Name} '{probe.Name}'.", hint);

    public static AuditFinding GdbPort(UsbProbe probe, string port) => new(
        "bmp-port", AuditSeverity.Note, $"{port} is the GDB server of the {probe.Kind.Name} '{probe.Name}'{(probe.Serial.Length > 0 ? $" (serial number {probe.Serial})" : "")}.",
        $"Use `\"servertype\": \"bmp\", \"BMPGDBSerialPort\": \"{port}\"`.");

    public static AuditFinding NoSerialAccess(string device) => new(
        "serial-no-access", AuditSeverity.Warning, $"{device} may not be opened by this user.", "Add the user to the group of serial ports (`sudo usermod -aG dialout $USER`) and log in again.");

    public static AuditFinding Listening(int port, string usual) =>
        new("port-in-use", AuditSeverity.Note, $"Something listens on port {port}, where {usual} does.", $"It may be a server that runs: `--gdb-target localhost:{port}`. `rsp-debug doctor --probe` asks what it is, which halts the target for a moment.");

    public static AuditFinding NotRsp(string place, string why) => new(
        "port-not-rsp", AuditSeverity.Warning, $"What listens {place} does not answer as a debug server: {why}",
        "Another client may hold it (most servers take one), it may have no chip (its own output tells), or it is another program.");

    public static AuditFinding Configuration(AuditSeverity severity, string file, string text, string advice) => new("configuration", severity, text, advice) { File = file };
}
