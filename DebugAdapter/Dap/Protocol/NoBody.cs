namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The body of a response or event that has none: the member is left out of the message.</summary>
public sealed record NoBody
{
    private NoBody() { }

    /// <summary>The one value.</summary>
    public static NoBody Value { get; } = new();
}
