using System.Diagnostics;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>gdb-multiarch as the oracle: runs commands against an image, alone or on a live stub.</summary>
internal static class Gdb
{
    /// <summary>What gdb prints; each <c>echo</c> or <c>printf</c> of the commands starts where the caller says.</summary>
    public static async Task<string> RunAsync(string image, params IEnumerable<string> commands)
    {
        string program = LiveTool.Require("gdb-multiarch", "gdb-multiarch");
        List<string> arguments = ["-q", "-batch", "-nx", "-ex", $"set substitute-path {Testing.Firmware.RecordedFolder} {Testing.Firmware.Folder}", "-ex", $"file {image}"];
        foreach (string command in commands) arguments.AddRange(["-ex", command]);
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        using Process gdb = Process.Start(start)!;
        gdb.StandardInput.Close();
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> errors = gdb.StandardError.ReadToEndAsync(timeout.Token);
            string output = await gdb.StandardOutput.ReadToEndAsync(timeout.Token);
            await gdb.WaitForExitAsync(timeout.Token);
            return $"{output}\n--stderr--\n{await errors}";
        }
        finally
        {
            if (!gdb.HasExited) gdb.Kill(entireProcessTree: true);
        }
    }
}
