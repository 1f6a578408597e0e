using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What a process and those that it started do with the processor.</summary>
internal static class ProcessFamily
{
    // proc(5), /proc/[pid]/stat: fields after the name in parentheses, which may itself have any letter.
    private const int StateField = 0, ParentField = 1, FirstTimeField = 11, TimeFields = 4;

    /// <summary>Whether the system tells. Elsewhere on Unix a shell stands before the server, and its children are not told.</summary>
    public static bool IsTold => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>Processor time, and whether one of them wants to run or waits for a disk; null where the system does not tell.</summary>
    /// <param name="root">The id of the process.</param>
    public static (long Time, bool IsBusy)? Look(int root)
    {
        if (!IsTold) return null;
        if (OperatingSystem.IsLinux()) return LookOnLinux(root);
        try
        {
            using var process = Process.GetProcessById(root);
            return (process.TotalProcessorTime.Ticks, false);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return (0, false);
        }
    }

    private static (long Time, bool IsBusy) LookOnLinux(int root)
    {
        Dictionary<int, string[]> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ReadFields(folder) is { } fields) all[id] = fields;
        ILookup<int, int> children = all.ToLookup(process => int.Parse(process.Value[ParentField], CultureInfo.InvariantCulture), process => process.Key);
        (long time, bool isBusy) = (0, false);
        var open = new Stack<int>([root]);
        for (int left = all.Count; left >= 0 && open.TryPop(out int id); left--)
        {
            if (all.TryGetValue(id, out string[]? fields))
            {
                for (int field = FirstTimeField; field < FirstTimeField + TimeFields; field++) time += long.Parse(fields[field], CultureInfo.InvariantCulture);
                isBusy |= fields[StateField] is "R" or "D";
            }

            foreach (int child in children[id]) open.Push(child);
        }

        return (time, isBusy);
    }

    private static string[]? ReadFields(string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length >= FirstTimeField + TimeFields ? fields : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile
        }
    }
}
