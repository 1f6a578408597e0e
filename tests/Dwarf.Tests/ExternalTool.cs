using System.ComponentModel;
using System.Diagnostics;

namespace RspDebug.Dwarf.Tests;

/// <summary>Runs a tool that serves as an oracle; a test whose tool is not installed is skipped with that reason.</summary>
internal static class ExternalTool
{
    public static string Run(string tool, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, () => errors.Result);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"{tool} is not installed");
            throw;
        }
    }
}
