namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>Commands of gdb that are not done here, and what to do in their place.</summary>
internal static class CommandAdvice
{
    private const string ByViews = "The editor's views and the debug console show it.";
    private const string BySymbolFiles = "Name the file in \"executable\" or \"symbolFiles\".";
    private const string NoScript = "There is no gdb whose scripts could run.";
    private const string ByEditor = "Set it in the editor.";
    private const string ByServerType = "\"servertype\" and \"gdbTarget\" say where the server is.";
    private const string Setting = "it is a setting of gdb, and there is no gdb here";

    // words of gdb and GDB/MI | what to do in their place
    private static readonly (string Words, string Advice)[] Table =
    [
        ("source", "Write the commands of the file here, one by one."),
        ("shell make ! -", "Run programs by \"preLaunchTask\"."),
        ("python py python-interactive pi guile gu define document if while commands end user", NoScript),
        ("file exec-file symbol-file add-symbol-file remove-symbol-file core-file -file-exec-and-symbols -file-exec-file -file-symbol-file", BySymbolFiles),
        ("target -target-select", ByServerType),
        ("tbreak tb thbreak until advance", "Use \"runToEntryPoint\", which runs to a function once."),
        ("watch rwatch awatch -break-watch catch condition ignore tbreak", ByEditor),
        ("enable disable", "Set breakpoints in the editor; there is nothing else to enable."),
        ("info list l backtrace bt where frame f up down x display disassemble disas thread t ptype whatis -stack-list-frames -data-read-memory-bytes", ByViews),
        ("-data-write-memory-bytes", "Write `set {unsigned int}0x20000000 = 0x12345678`."),
        ("dump append", "Save memory from the memory view."),
        ("call jump j return signal", "Functions of the target are not called from here; `set $pc = ADDRESS` moves it."),
        ("run r start starti -exec-run", "The target runs after launch; \"breakAfterReset\" and \"runToEntryPoint\" say how far."),
        ("detach disconnect kill quit q exit -gdb-exit -target-detach -target-disconnect", "The session does it at its end."),
        ("SWO_Init SWO_Configure SWO_EnableDWT ITM_Enable enableITM", "Use \"swoConfig\"; it sets the trace up."),
        ("compare-sections", "Set \"verifyImage\"; the image is compared at the start."),
    ];

    private static readonly HashSet<string> Settings = new(StringComparer.Ordinal)
    {
        "handle", "directory", "dir", "flushregs", "skip", "unset", "show", "tty", "cd", "pwd", "alias", "generate-core-file", "delete", "-list-features",
    };

    /// <summary>What becomes of a command that is known to gdb, or to nobody.</summary>
    public static GdbCommand Find(string word)
    {
        if (Settings.Contains(word)) return new GdbCommand.WithoutEffect(Setting);
        string? advice = Array.Find(Table, row => row.Words.Split(' ').Contains(word, StringComparer.Ordinal)).Advice;
        return new GdbCommand.Refused(advice ?? "If it is for the debug server, write `monitor` before it.");
    }
}
