namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>One way to complete a text.</summary>
public sealed record CompletionItem(
    string Label, string? Text = null, string? SortText = null, string? Detail = null, CompletionItemType? Type = null,
    int? Start = null, int? Length = null, int? SelectionStart = null, int? SelectionLength = null);
