namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>The install command of this system.</summary>
internal static class InstallHints
{
    /// <summary>Picks the sentence for the system that the adapter runs on.</summary>
    public static string Choose(string debian, string macos, string windows) =>
        OperatingSystem.IsWindows() ? $"Install it: {windows}." : OperatingSystem.IsMacOS() ? $"Install it: {macos}." : $"Install it: {debian}.";
}
