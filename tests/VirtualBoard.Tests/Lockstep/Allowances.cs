using RspDebug.Testing;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>The differences that <c>implementation-defined.txt</c> admits.</summary>
internal static class Allowances
{
    private const uint Modes = 0x07C0_0000;

    private static readonly HashSet<string> Listed = Read();

    public static bool Has(string name) => Listed.Contains(name);

    /// <summary>Fails when a test leans on an allowance that the file does not list.</summary>
    public static void Require(string name) => Assert.That(Listed, Does.Contain(name), "not in implementation-defined.txt");

    /// <summary>True when FPSCR differs only as a new FP context allows: what is more on our side was there before.</summary>
    public static bool IsNewFloatContext(uint before, uint expected, uint actual) =>
        Has("new-float-context") && ((expected ^ actual) & Modes) == 0 && ((expected ^ actual) & ~(actual & before)) == 0;

    private static HashSet<string> Read()
    {
        string path = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "VirtualBoard.Tests", "Lockstep", "implementation-defined.txt");
        return [.. File.ReadLines(path).Where(line => line.Length != 0 && line[0] != '#').Select(line => line.Split('|')[0].Trim())];
    }
}
