using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>The computer as the doctor looks at it; tests put another one in its place.</summary>
internal class DoctorSystem
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    /// <summary>Where <c>sys</c> and <c>dev</c> are.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The path of a program, or null.</summary>
    public virtual string? Find(string program) => ProgramFinder.Find(program, null);

    /// <summary>Whether somebody listens on a port of this computer; nothing connects to it.</summary>
    public virtual bool IsListening(int port) => ListeningPorts.Contains(port);

    /// <summary>Whether the user may read and write a device.</summary>
    public virtual bool CanOpen(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // Busy, or gone in between: that is no lack of permission.
            return true;
        }
    }

    /// <summary>What a program prints; null when it does not end in time or cannot be run.</summary>
    public virtual async Task<string?> RunAsync(string path, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(VersionLimit);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
