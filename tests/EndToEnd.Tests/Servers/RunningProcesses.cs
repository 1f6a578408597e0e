using System.Globalization;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>Looks for servers that were left behind.</summary>
internal static class RunningProcesses
{
    /// <summary>Processes whose command line has the text.</summary>
    public static IReadOnlyList<int> WithArgument(string text)
    {
        List<int> found = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) continue;
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(text, StringComparison.Ordinal)) found.Add(id);
            }
            catch (IOException)
            {
                // It ended between the listing and the reading.
            }
        }
        return found;
    }
}
