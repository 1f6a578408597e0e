using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The last packets of links that were lost, a file for each, in one folder; only the newest are kept.</summary>
/// <param name="folder">Made when it is needed.</param>
internal sealed class PacketTranscripts(string folder)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 10;

    private const string Pattern = "packets-*.txt";

    /// <summary>The user's own, in the system's folder for temporary files.</summary>
    public static PacketTranscripts OfUser { get; } = new(Path.Combine(Path.GetTempPath(), $"rsp-debug-{Environment.UserName}"));

    /// <summary>Keeps one, and removes the oldest beyond <see cref="Kept"/>.</summary>
    /// <param name="packets">The text.</param>
    /// <returns>Where it is, or why it could not be kept, as a sentence.</returns>
    public string Save(string packets)
    {
        // Sorted by name they are in the order of time.
        string path = Path.Combine(folder, $"packets-{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fffffff", CultureInfo.InvariantCulture)}-{Environment.ProcessId}.txt");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, packets);
            foreach (string old in Directory.GetFiles(folder, Pattern).OrderDescending(StringComparer.Ordinal).Skip(Kept)) File.Delete(old);
            return $"The last packets are in {path}.";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return $"The last packets could not be kept in {path}: {failed.Message}";
        }
    }
}
