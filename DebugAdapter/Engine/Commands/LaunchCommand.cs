namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>One line of a command list with its meaning.</summary>
/// <param name="Key">The launch key it stands in; how messages name the list.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Command">What it means.</param>
internal sealed record LaunchCommand(string Key, string Text, GdbCommand Command)
{
    private const string PacketWord = "maint packet ";

    /// <summary>Takes a list of a launch configuration apart.</summary>
    public static IReadOnlyList<LaunchCommand> Parse(string key, IEnumerable<string> lines) => [.. lines.Select(line => new LaunchCommand(key, line, GdbCommandParser.Parse(line)))];

    /// <summary>The commands of a server's profile: for the server as they are, or <c>maint packet</c>.</summary>
    public static IReadOnlyList<LaunchCommand> OfServer(IEnumerable<string> commands) => [.. commands.Select(static command => new LaunchCommand(
        "servertype", command,
        command.StartsWith(PacketWord, StringComparison.Ordinal) ? new GdbCommand.Packet(command[PacketWord.Length..].Trim()) : new GdbCommand.Monitor(command)))];
}
