namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>How a server is started.</summary>
/// <param name="Program">Name on the PATH, or a path.</param>
/// <param name="Arguments">Each as the server gets it; no shell is involved.</param>
/// <param name="WorkingDirectory">Absolute, or null for the adapter's own.</param>
public sealed record ServerCommand(string Program, IReadOnlyList<string> Arguments, string? WorkingDirectory)
{
    /// <summary>The command as a user can paste it into a shell.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%".Contains(letter, StringComparison.Ordinal))
            ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
