using System.Diagnostics;

namespace RspDebug.Testing;

/// <summary>Programs that are not ours: found on the path, run to their end, killed when they do not come to it.</summary>
public static class ExternalProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Absolute path of a program, or null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program and gives back its output followed by its error output.</summary>
    /// <param name="program">Path or name.</param>
    /// <param name="arguments">One argument each, no quoting.</param>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return await output + await errors;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs gdb-multiarch against a stub on the loopback interface, with commands in order.</summary>
    /// <param name="port">TCP port of the stub.</param>
    /// <param name="commands">What a user would type after <c>target remote</c>.</param>
    public static Task<string> RunGdbAsync(int port, params IEnumerable<string> commands)
    {
        string[] before = ["set confirm off", "set pagination off", "set architecture armv7e-m", "set remotetimeout 20", $"target remote 127.0.0.1:{port}"];
        return RunAsync("gdb-multiarch", ["-nx", "-batch", .. before.Concat(commands).SelectMany(command => (string[])["-ex", command])]);
    }
}
