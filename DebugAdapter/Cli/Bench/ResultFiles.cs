using RspDebug.DebugAdapter.Engine.Benchmark.Results;

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
}
