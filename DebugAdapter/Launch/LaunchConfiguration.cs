namespace RspDebug.DebugAdapter.Launch;

/// <summary>
/// One launch configuration: names and meanings are those of cortex-debug where it has the same thing. The extension's schema and
/// <c>docs/launch-keys.md</c> are made from this record: summaries are the descriptions, initial values the defaults.
/// </summary>
/// <remarks>Split by topic: this file is the program; Server, Commands, Execution and Views follow.</remarks>
public sealed partial record LaunchConfiguration
{
    /// <summary>The ELF file to debug: symbols, debug information and, unless <c>loadFiles</c> is given, what is written to the target.</summary>
    [LaunchKey(LaunchTopic.Program)]
    public string? Executable { get; init; }

    /// <summary>The directory that relative paths start from and that the server runs in. Default: the directory the adapter was started in.</summary>
    [LaunchKey(LaunchTopic.Program)]
    public string? Cwd { get; init; }

    /// <summary>ELF, Intel HEX, S-record or BIN files to write to the target in place of the executable; the address of a BIN file follows it, as in <c>app.bin@0x27000</c>. An empty list writes nothing.</summary>
    [LaunchKey(LaunchTopic.Program, Request = "launch")]
    public IReadOnlyList<string>? LoadFiles { get; init; }

    /// <summary>ELF files to take symbols from in place of the executable: each a path, or an object with <c>file</c> and <c>offset</c>.</summary>
    [LaunchKey(LaunchTopic.Program)]
    public IReadOnlyList<SymbolFile>? SymbolFiles { get; init; }

    /// <summary>A core dump to debug, read-only, in place of a live target.</summary>
    [LaunchKey(LaunchTopic.Program, Request = "launch", Ours = true)]
    public string? CoreFile { get; init; }

    /// <summary>The function to run to after launch, reset or restart, such as <c>main</c>. Default: stay at the reset handler if <c>breakAfterReset</c>, else run.</summary>
    [LaunchKey(LaunchTopic.Program)]
    public string? RunToEntryPoint { get; init; }

    /// <summary>Stay halted at the first instruction after launch, reset or restart, and after attach where the target was found. Ignored with <c>runToEntryPoint</c>.</summary>
    [LaunchKey(LaunchTopic.Program)]
    public bool BreakAfterReset { get; init; }

    /// <summary>Compare the image on the target with the ELF once, and warn when they differ.</summary>
    [LaunchKey(LaunchTopic.Program, Ours = true)]
    public bool VerifyImage { get; init; } = true;

    /// <summary>Path prefixes as they stand in the debug information, each with the prefix to read in its place.</summary>
    [LaunchKey(LaunchTopic.Program, Ours = true)]
    public IReadOnlyDictionary<string, string> SourceMap { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the vector table of the image is when it is not the lowest loaded address: behind a bootloader or a SoftDevice.</summary>
    [LaunchKey(LaunchTopic.Program, Ours = true)]
    public LaunchAddress? VectorTableOffset { get; init; }

    /// <summary>Makes a path of the configuration absolute.</summary>
    /// <param name="path">As it stands in the configuration.</param>
    /// <returns>The path, starting from <c>cwd</c> when it was relative.</returns>
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetFullPath(Cwd ?? "."));
}
