namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Ways to complete the text.</summary>
public sealed record CompletionsResponse(IReadOnlyList<CompletionItem> Targets);
