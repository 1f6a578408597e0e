using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>A debug probe that the system shows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">USB vendor and product, such as <c>1366:0101</c>.</param>
/// <param name="Name">As it calls itself.</param>
/// <param name="Serial">Its serial number; empty when it has none.</param>
/// <param name="Nodes">The device files it is used by.</param>
/// <param name="GdbPort">The serial port on which a Black Magic Probe is its own server; null without.</param>
internal sealed record UsbProbe(ProbeKind Kind, string Id, string Name, string Serial, IReadOnlyList<string> Nodes, string? GdbPort)
{
    // Black Magic Probe, usb_descriptors.h: the second serial port, interface 2, is a UART.
    private const string GdbInterface = "00";

    private const string DevicesFolder = "sys/bus/usb/devices";

    /// <summary>All probes; none where the system has no <c>/sys</c>.</summary>
    public static IReadOnlyList<UsbProbe> FindAll(string root)
    {
        string folder = Path.Combine(root, DevicesFolder);
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(device => Read(root, device)).OfType<UsbProbe>()] : [];
    }

    private static UsbProbe? Read(string root, string device)
    {
        string vendor = Text(device, "idVendor"), product = Text(device, "idProduct");
        if (vendor.Length == 0 || product.Length == 0) return null;
        // Interfaces stand inside of their device, as 1-2:1.0.
        string[] interfaces = Directory.GetDirectories(device, Path.GetFileName(device) + ":*");
        string name = Text(device, "product");
        if (ProbeKind.Of(vendor, product, interfaces.Select(static part => Text(part, "interface")).Append(name)) is not { } kind) return null;
        var nodes = new List<string>();
        if (int.TryParse(Text(device, "busnum"), out int bus) && int.TryParse(Text(device, "devnum"), out int number)) nodes.Add(Path.Combine(root, $"dev/bus/usb/{bus:000}/{number:000}"));
        // CMSIS-DAP of the first version is a HID device: <interface>/<hid device>/hidraw/hidraw3.
        nodes.AddRange(interfaces.SelectMany(Directory.GetDirectories).Select(static hid => Path.Combine(hid, "hidraw")).Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories).Select(raw => Path.Combine(root, "dev", Path.GetFileName(raw))));
        string? gdbPort = kind.Servers.Contains(ServerType.Bmp)
            ? interfaces.Where(static part => Text(part, "bInterfaceNumber") == GdbInterface).Select(static part => Path.Combine(part, "tty")).Where(Directory.Exists)
                .SelectMany(Directory.GetDirectories).Select(port => Path.Combine(root, "dev", Path.GetFileName(port))).FirstOrDefault(File.Exists)
            : null;
        return new UsbProbe(kind, $"{vendor}:{product}", name.Length > 0 ? name : kind.Name, Text(device, "serial"), [.. nodes.Where(File.Exists)], gdbPort);
    }

    private static string Text(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A device that is pulled out at this moment.
            return "";
        }
    }
}
