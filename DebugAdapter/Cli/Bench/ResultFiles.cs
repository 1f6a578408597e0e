using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.LinkBench;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>Reads results that a command line names.</summary>
internal static class ResultFiles
{
    /// <summary>Reads one result.</summary>
    /// <exception cref="EnvironmentException">The file is no result.</exception>
    public static StepReport Read(string path)
    {
        try
        {
            return StepReportFile.Read(path);
        }
        catch (StepReportException unusable)
        {
            throw new EnvironmentException(unusable.Message, unusable);
        }
    }

    /// <summary>Reads two results of the link benchmark; null when the first is none.</summary>
    /// <exception cref="EnvironmentException">A file is no result, or only the first is one of a link.</exception>
    public static (LinkBenchReport Before, LinkBenchReport After)? TryReadLinks(string before, string after)
    {
        byte[] first = File.ReadAllBytes(before);
        if (!LinkBenchFile.IsOne(first)) return null;
        try
        {
            return (LinkBenchFile.Read(before, first), LinkBenchFile.Read(after, File.ReadAllBytes(after)));
        }
        catch (LinkBenchException unusable)
        {
            throw new EnvironmentException(unusable.Message, unusable);
        }
    }
}
