namespace RspDebug.DebugAdapter.Launch;

/// <summary>An entry of <c>loadFiles</c>: a path, and for a plain binary the address that follows it behind an <c>@</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Address">Where its bytes go; null when it has addresses of its own.</param>
public sealed record LoadFileName(string Path, LaunchAddress? Address)
{
    /// <summary>Reads <c>PATH</c> or <c>PATH@ADDRESS</c>; an <c>@</c> that no address follows is part of the path.</summary>
    /// <param name="text">The entry.</param>
    public static LoadFileName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.LastIndexOf('@');
        return at > 0 && LaunchAddress.TryParse(text[(at + 1)..], out LaunchAddress address) ? new(text[..at], address) : new(text, null);
    }
}
