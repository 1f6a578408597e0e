namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The arguments of a request that has none; whatever the client sends is ignored.</summary>
public sealed record NoArguments
{
    private NoArguments() { }

    /// <summary>The one value.</summary>
    public static NoArguments Value { get; } = new();
}
