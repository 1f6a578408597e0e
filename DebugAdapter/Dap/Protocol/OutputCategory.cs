namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The categories of an <see cref="OutputEvent"/>.</summary>
public static class OutputCategory
{
    /// <summary>The adapter's own words; the default.</summary>
    public const string Console = "console";
    /// <summary>Shown in a way the user cannot miss.</summary>
    public const string Important = "important";
    /// <summary>What the firmware prints.</summary>
    public const string Stdout = "stdout";
    /// <summary>What the firmware prints as an error, and the adapter's errors.</summary>
    public const string Stderr = "stderr";
}
