namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>A frame as a client shows it.</summary>
/// <param name="Function">Without what the adapter adds in brackets.</param>
/// <param name="Unit">File name, or empty without source.</param>
internal sealed record Frame(int Id, string Function, string Unit, int Line, string? Pc, string FullName)
{
    public override string ToString() => $"{Function} {Unit}:{Line}";
}
