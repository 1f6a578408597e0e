using System.Globalization;
using System.Text;

namespace RspDebug.RspClient.Tests.TargetDescription;

/// <summary>target.xml in the shapes that known servers give it, written from what they are known to describe.</summary>
internal static class Descriptions
{
    private const string Core = "org.gnu.gdb.arm.m-profile";
    private const string System = "org.gnu.gdb.arm.m-system";
    private const string Vfp = "org.gnu.gdb.arm.vfp";

    /// <summary>By server: its documents, and the registers to expect as "name=number/bits".</summary>
    public static IReadOnlyDictionary<string, (Dictionary<string, string> Documents, string Expected)> All { get; } =
        new Dictionary<string, (Dictionary<string, string> Documents, string Expected)>(StringComparer.Ordinal)
        {
            ["openocd"] = (OpenOcd(), "r0=0/32 sp=13/32 pc=15/32 xpsr=16/32 msp=17/32 psp=18/32 primask=20/1 basepri=21/8 faultmask=22/1 control=23/3 d0=42/64 d15=57/64 fpscr=58/32"),
            ["qemu"] = (Qemu(), "r0=0/32 sp=13/32 pc=15/32 xpsr=25/32 d0=26/64 d15=41/64 fpscr=42/32"),
            ["pyocd"] = (PyOcd(), "pc=15/32 xpsr=16/32 msp=17/32 psp=18/32 control=19/32 primask=20/32 basepri=21/32 faultmask=22/32 fpscr=33/32 d0=48/64 d15=63/64"),
            ["bmp"] = (BlackMagic(), "pc=15/32 xpsr=16/32 msp=17/32 psp=18/32 primask=19/8 basepri=20/8 faultmask=21/8 control=22/8 fpscr=23/32 d0=24/64 d15=39/64"),
            ["probe-rs"] = (ProbeRs(), "pc=15/32 msp=16/32 psp=17/32 xpsr=18/32 extra=19/32 d0=23/64 d15=38/64 fpscr=39/32"),
            ["stutil"] = (StUtil(), "pc=15/32 xpsr=25/32 msp=26/32 psp=27/32 control=28/8 faultmask=29/8 basepri=30/8 primask=31/8 s0=32/32 s31=63/32 fpscr=64/32"),
        };

    private static Dictionary<string, string> OpenOcd() => One("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n<architecture>arm</architecture>\n"
        + Feature(Core, CoreRegisters(" regnum=\"{0}\" save-restore=\"yes\" type=\"int\" group=\"general\"") + "<reg name=\"xPSR\" bitsize=\"32\" regnum=\"16\"/>")
        + Feature(System, "<reg name=\"msp\" bitsize=\"32\" regnum=\"17\"/><reg name=\"psp\" bitsize=\"32\" regnum=\"18\"/><reg name=\"primask\" bitsize=\"1\" regnum=\"20\"/>"
            + "<reg name=\"basepri\" bitsize=\"8\" regnum=\"21\"/><reg name=\"faultmask\" bitsize=\"1\" regnum=\"22\"/><reg name=\"control\" bitsize=\"3\" regnum=\"23\"/>")
        + Feature(Vfp, Doubles(42) + "<reg name=\"fpscr\" bitsize=\"32\" regnum=\"58\"/>") + "</target>\n");

    // The main document has includes only, and does not declare their prefix; the numbers go on from file to file.
    private static Dictionary<string, string> Qemu() => new(StringComparer.Ordinal)
    {
        ["target.xml"] = "<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\"><target><architecture>arm</architecture><xi:include href=\"arm-m-profile.xml\"/><xi:include href=\"arm-vfp.xml\"/></target>",
        ["arm-m-profile.xml"] = "<?xml version=\"1.0\"?>\n<!-- Copyright -->\n<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">\n"
            + Feature(Core, CoreRegisters("") + "<reg name=\"xpsr\" bitsize=\"32\" regnum=\"25\"/>"),
        ["arm-vfp.xml"] = "<?xml version=\"1.0\"?>\n<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">\n" + Feature(Vfp, Doubles(null) + "<reg name=\"fpscr\" bitsize=\"32\" type=\"int\" group=\"float\"/>"),
    };

    private static Dictionary<string, string> PyOcd() => One("<?xml version=\"1.0\"?>\n<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">\n<target>\n"
        + Feature(Core, CoreRegisters(" regnum=\"{0}\"") + "<reg name=\"xpsr\" bitsize=\"32\" regnum=\"16\"/>")
        + Feature(System, "<reg name=\"msp\" bitsize=\"32\" regnum=\"17\"/><reg name=\"psp\" bitsize=\"32\" regnum=\"18\"/><reg name=\"control\" bitsize=\"32\" regnum=\"19\"/>"
            + "<reg name=\"primask\" bitsize=\"32\" regnum=\"20\"/><reg name=\"basepri\" bitsize=\"32\" regnum=\"21\"/><reg name=\"faultmask\" bitsize=\"32\" regnum=\"22\"/>")
        + Feature(Vfp, "<reg name=\"fpscr\" bitsize=\"32\" regnum=\"33\"/>" + Doubles(48)) + "</target>");

    private static Dictionary<string, string> BlackMagic() => One("<target>" + Feature(Core, CoreRegisters("") + "<reg name=\"xpsr\" bitsize=\"32\"/>")
        + Feature(System, string.Concat(new[] { ("msp", 32), ("psp", 32), ("primask", 8), ("basepri", 8), ("faultmask", 8), ("control", 8) }.Select(Plain)))
        + Feature(Vfp, "<reg name=\"fpscr\" bitsize=\"32\"/>" + Doubles(null)) + "</target>");

    // The raw-string newlines of its source arrive as backslash and n; names come twice and the first counts.
    private static Dictionary<string, string> ProbeRs() => One("<?xml version=\"1.0\"?>\\n<!-- x -->\\n".Replace("\\n", "\n", StringComparison.Ordinal) + "<target version=\"1.0\">\\n<architecture>arm</architecture>\\n"
        + Feature(Core, CoreRegisters("") + string.Concat(new[] { ("msp", 32), ("psp", 32), ("xpsr", 32), ("extra", 32), ("XPSR", 32) }.Select(Plain))) + "\\n"
        + Feature(System, string.Concat(new[] { ("msp", 32), ("psp", 32) }.Select(Plain))) + "\\n" + Feature(Vfp, Doubles(null) + "<reg name=\"FPSCR\" bitsize=\"32\"/>") + "\\n</target>");

    private static Dictionary<string, string> StUtil() => One("<target version=\"1.0\"><architecture>arm</architecture>"
        + Feature(Core, CoreRegisters("") + "<reg name=\"xpsr\" bitsize=\"32\" regnum=\"25\"/>"
            + string.Concat(new[] { ("msp", 32), ("psp", 32), ("control", 8), ("faultmask", 8), ("basepri", 8), ("primask", 8) }.Select(Plain))
            + string.Concat(Enumerable.Range(0, 32).Select(number => Plain(($"s{number}", 32)))) + "<reg name=\"fpscr\" bitsize=\"32\"/>") + "</target>");

    private static Dictionary<string, string> One(string document) => new(StringComparer.Ordinal) { ["target.xml"] = document };

    private static string Feature(string name, string registers) => $"<feature name=\"{name}\">{registers}</feature>";

    private static string Plain((string Name, int Bits) register) => $"<reg name=\"{register.Name}\" bitsize=\"{register.Bits}\"/>";

    private static string CoreRegisters(string attributes)
    {
        var text = new StringBuilder();
        for (int number = 0; number < 16; number++)
        {
            string name = number switch { 13 => "sp", 14 => "lr", 15 => "pc", _ => $"r{number}" };
            text.Append($"<reg name=\"{name}\" bitsize=\"32\"").Append(string.Format(CultureInfo.InvariantCulture, attributes, number)).Append("/>");
        }

        return text.ToString();
    }

    private static string Doubles(int? first) =>
        string.Concat(Enumerable.Range(0, 16).Select(number => $"<reg name=\"d{number}\" bitsize=\"64\"{(first is { } start ? $" regnum=\"{start + number}\"" : "")} type=\"ieee_double\"/>"));
}
