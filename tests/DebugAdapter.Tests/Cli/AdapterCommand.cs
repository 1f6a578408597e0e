using System.Diagnostics;

namespace RspDebug.DebugAdapter.Tests.Cli;

/// <summary>Runs <c>rsp-debug ...</c> as a process, with bytes on its standard input.</summary>
internal static class AdapterCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<(int Code, string Output, string Errors)> RunAsync(byte[]? input, params string[] arguments)
    {
        using Process program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rsp-debug.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> output = program.StandardOutput.ReadToEndAsync(), errors = program.StandardError.ReadToEndAsync();
        try
        {
            if (input is not null) await program.StandardInput.BaseStream.WriteAsync(input);
            program.StandardInput.Close();
            await program.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!program.HasExited) program.Kill(entireProcessTree: true);
        }

        return (program.ExitCode, await output, await errors);
    }
}
