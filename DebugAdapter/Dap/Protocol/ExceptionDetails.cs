namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>More about a fault.</summary>
public sealed record ExceptionDetails(
    string? Message = null, string? TypeName = null, string? FullTypeName = null, string? EvaluateName = null,
    string? StackTrace = null, IReadOnlyList<ExceptionDetails>? InnerException = null);
