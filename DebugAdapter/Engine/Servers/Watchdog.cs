using System.Diagnostics;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Starts a server so that it cannot outlive the adapter, however the adapter ends.</summary>
/// <remarks>
/// On Unix a small shell stands between: it holds the read end of a pipe whose write end only the adapter has. When that closes (the
/// adapter stops the server, ends, or is killed) the shell asks the server's process group to end, and after a second makes it.
/// The shell ends with the server's exit code. On Windows the process is started directly.
/// </remarks>
internal static class Watchdog
{
    private const string Script = """
        exec 3<&0
        if command -v setsid >/dev/null 2>&1; then group=-; setsid "$@" </dev/null 3<&- & else group=; "$@" </dev/null 3<&- & fi
        server=$!
        (
          read -r _ <&3
          kill -s TERM -- "$group$server"
          n=0
          while [ $n -lt 20 ] && kill -s 0 -- "$group$server"; do sleep 0.05; n=$((n+1)); done
          kill -s KILL -- "$group$server"
        ) >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait $server
        code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    /// <summary>The start information; closing the standard input of the process stops the server (on Unix).</summary>
    public static ProcessStartInfo Wrap(string program, ServerCommand command)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        string[] words = OperatingSystem.IsWindows() ? [program] : ["/bin/sh", "-c", Script, "sh", program];
        start.FileName = words[0];
        foreach (string word in words.Skip(1).Concat(command.Arguments)) start.ArgumentList.Add(word);
        return start;
    }
}
