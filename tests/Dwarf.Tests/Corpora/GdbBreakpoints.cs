using System.Globalization;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Where gdb puts breakpoints.</summary>
internal static class GdbBreakpoints
{
    private const string Gdb = "gdb-multiarch";

    /// <summary>For each place, as <c>break</c> takes it, the addresses; none where gdb refuses.</summary>
    public static List<SortedSet<ulong>> Ask(string path, IEnumerable<string> places)
    {
        if (ExternalProgram.Find(Gdb) is null) Assert.Ignore($"{Gdb} is not installed");
        string script = Path.GetTempFileName(), input = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(input, places);
            File.WriteAllText(script, $"""
                set width 0
                set breakpoint pending off
                python
                for line in open('{input}'):
                    found = []
                    try:
                        gdb.execute('break ' + line.rstrip('\n'), to_string=True)
                        breakpoint = gdb.breakpoints()[-1]
                        found = [str(location.address) for location in breakpoint.locations]
                        breakpoint.delete()
                    except gdb.error:
                        pass
                    print('=' + ' '.join(found))
                end
                """);
            string output = ExternalTool.Run(Gdb, "-nx", "-batch", "-x", script, path);
            return [.. output.Split('\n').Where(line => line.StartsWith('=')).Select(line => new SortedSet<ulong>(line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => ulong.Parse(text, CultureInfo.InvariantCulture) & ~1UL)))];
        }
        finally
        {
            File.Delete(script);
            File.Delete(input);
        }
    }
}
