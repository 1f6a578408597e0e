using System.CommandLine;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>One verb of the command line; one class a verb, listed in <see cref="CommandLine.Verbs"/>.</summary>
public interface IVerb
{
    /// <summary>Describes the verb and what it does.</summary>
    /// <param name="shared">The options that all verbs have.</param>
    /// <returns>The command with its action.</returns>
    Command Build(SharedOptions shared);
}
