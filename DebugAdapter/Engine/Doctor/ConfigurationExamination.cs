using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>Looks at a launch configuration: does it hold, is its server there, can its image be read.</summary>
/// <param name="system">The computer.</param>
/// <param name="file">Where the configuration stands, for the findings.</param>
internal sealed class ConfigurationExamination(DoctorSystem system, string file)
{
    /// <summary>Examines.</summary>
    /// <param name="read">Reads it; may throw what the reader throws.</param>
    public IEnumerable<AuditFinding> Run(Func<LaunchReading> read)
    {
        LaunchReading? reading = null;
        IReadOnlyList<LaunchProblem> problems = [], unknownKeys = [];
        try
        {
            reading = read();
        }
        catch (LaunchConfigurationException wrong)
        {
            (problems, unknownKeys) = (wrong.Problems, wrong.UnknownKeys);
        }

        foreach (LaunchProblem problem in problems) yield return DoctorRule.Configuration(AuditSeverity.Error, file, problem.ToString(), "Correct the configuration; docs/launch-keys.md has the keys.");
        foreach (LaunchProblem warning in reading?.Warnings ?? unknownKeys) yield return DoctorRule.Configuration(AuditSeverity.Warning, file, warning.ToString(), "Correct the key, or remove it.");
        if (reading is null) yield break;
        foreach (AuditFinding finding in Server(reading.Configuration).Concat(Files(reading.Configuration))) yield return finding;
    }

    private IEnumerable<AuditFinding> Server(LaunchConfiguration configuration)
    {
        if (configuration.ServerType is not { } kind) yield break;
        ServerProfile? profile = null;
        string advice = "";
        try
        {
            profile = ServerProfiles.Get(kind);
        }
        catch (ServerStartException none)
        {
            advice = none.Message;
        }

        if (profile is null)
        {
            yield return DoctorRule.Configuration(AuditSeverity.Error, file, advice, "Start the server yourself and use servertype external with gdbTarget.");
            yield break;
        }

        if (profile.BuildCommand(configuration, 1) is { } command && system.Find(command.Program) is null)
            yield return DoctorRule.Configuration(AuditSeverity.Error, file, $"{profile.Name} is not installed: there is no program \"{command.Program}\".", profile.InstallHint);
    }

    private IEnumerable<AuditFinding> Files(LaunchConfiguration configuration)
    {
        if (configuration.Executable is { } executable && ImageProblem(configuration.Resolve(executable)) is { } problem)
            yield return DoctorRule.Configuration(AuditSeverity.Error, file, problem, "Build the firmware, or correct `executable`.");
        foreach (string? name in new[] { configuration.SvdFile, configuration.CoreFile })
        {
            if (name is not null && !File.Exists(configuration.Resolve(name)))
                yield return DoctorRule.Configuration(AuditSeverity.Error, file, $"There is no file '{configuration.Resolve(name)}'.", "Correct the path.");
        }
    }

    private static string? ImageProblem(string path)
    {
        try
        {
            using LoadedImage image = LoadedImage.Open(path);
            return image.Info.IsPresent ? null : $"'{path}' has no debug information.";
        }
        catch (ImageException unusable)
        {
            return unusable.Message;
        }
    }
}
