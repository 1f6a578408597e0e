using System.Globalization;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>Looks for servers that were left behind.</summary>
internal static class RunningProcesses
{
    /// <summary>Processes whose command line has the text.</summary>
    /// <param name="text">An argument, or a part of one.</param>
    /// <param name="program">How the program's name begins.</param>
    public static IReadOnlyList<int> WithArgument(string text, string program = "")
    {
        List<int> found = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) continue;
            try
            {
                bool isIt = File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(text, StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(folder, "comm")).StartsWith(program, StringComparison.Ordinal);
                if (isIt) found.Add(id);
            }
            catch (IOException)
            {
                // It ended between the listing and the reading.
            }
        }
        return found;
    }
}
