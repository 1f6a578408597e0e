namespace RspDebug.DebugAdapter.Cli;

/// <summary>Opens what an option such as <c>--json FILE|-</c> names.</summary>
internal static class OutputTarget
{
    /// <summary>Standard output for <c>-</c>, else a file that is written anew.</summary>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public static Stream Open(string option, string path)
    {
        if (path == "-") return Console.OpenStandardOutput();
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"{option}: '{path}' cannot be written: {failed.Message} Choose another file.", failed);
        }
    }
}
