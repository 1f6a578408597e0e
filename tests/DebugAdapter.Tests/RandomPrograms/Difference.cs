namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>Two answers to one question.</summary>
internal sealed record Difference(string Program, string Place, string Kind, string Subject, string Ours, string Gdb)
{
    public override string ToString() => $"{Program} {Place} | {Kind} | {Subject} | {Ours} | gdb: {Gdb}";
}
