using System.Reflection;

namespace RspDebug.Architecture.Tests;

public sealed class LayerTests
{
    // namespace (and those below it) | namespaces it must not use, split by blanks (= for exactly this one)
    private const string Forbidden = """
        RspDebug.Dwarf                     | RspDebug.RspClient RspDebug.RspServer RspDebug.Swo RspDebug.VirtualBoard RspDebug.DebugAdapter Serilog System.Text.Json System.Threading.Tasks System.Net
        RspDebug.Swo                       | RspDebug.RspClient RspDebug.RspServer RspDebug.Dwarf RspDebug.VirtualBoard RspDebug.DebugAdapter Serilog System.Text.Json System.Threading.Tasks System.Net
        RspDebug.RspClient                 | RspDebug.Dwarf RspDebug.RspServer RspDebug.Swo RspDebug.VirtualBoard RspDebug.DebugAdapter Serilog System.Text.Json
        RspDebug.RspServer                 | RspDebug.Dwarf RspDebug.RspClient RspDebug.Swo RspDebug.VirtualBoard RspDebug.DebugAdapter Serilog System.Text.Json
        RspDebug.VirtualBoard              | RspDebug.Dwarf RspDebug.RspClient RspDebug.Swo RspDebug.DebugAdapter Serilog System.Text.Json
        RspDebug.RspClient.Framing         | System.Net System.Threading.Tasks RspDebug.RspClient.Transport RspDebug.RspClient.Session
        RspDebug.RspClient.Packets         | System.Net System.Threading.Tasks RspDebug.RspClient.Transport RspDebug.RspClient.Session
        RspDebug.DebugAdapter.Engine       | RspDebug.DebugAdapter.Dap RspDebug.DebugAdapter.Cli System.CommandLine Spectre.Console
        RspDebug.DebugAdapter.Engine.Breakpoints | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Disassembly | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Execution | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Expressions | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.FloatingPoint | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Image | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Memory | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Servers | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Session | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Stack | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Target | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Engine.Variables | System.Text.Json RspDebug.DebugAdapter.Engine.Reports RspDebug.DebugAdapter.Engine.Audit
        RspDebug.DebugAdapter.Launch       | RspDebug.DebugAdapter.Dap RspDebug.DebugAdapter.Cli RspDebug.DebugAdapter.Engine System.CommandLine
        RspDebug.DebugAdapter.Logging      | RspDebug.DebugAdapter.Dap RspDebug.DebugAdapter.Cli RspDebug.DebugAdapter.Engine RspDebug.DebugAdapter.Launch
        RspDebug.DebugAdapter.Json         | RspDebug.DebugAdapter.Dap RspDebug.DebugAdapter.Cli RspDebug.DebugAdapter.Engine RspDebug.DebugAdapter.Launch
        RspDebug.DebugAdapter.Dap          | RspDebug.DebugAdapter.Cli System.CommandLine Spectre.Console System.Net
        =RspDebug.DebugAdapter.Dap         | RspDebug.DebugAdapter.Dap.Handlers
        RspDebug.DebugAdapter.Dap.Wire     | RspDebug.DebugAdapter.Dap.Handlers RspDebug.DebugAdapter.Engine RspDebug.DebugAdapter.Launch RspDebug.Dwarf RspDebug.RspClient
        RspDebug.DebugAdapter.Dap.Protocol | RspDebug.DebugAdapter.Dap.Handlers RspDebug.DebugAdapter.Dap.Wire RspDebug.DebugAdapter.Engine RspDebug.DebugAdapter.Launch RspDebug.Dwarf RspDebug.RspClient
        """;

    private static readonly Assembly[] Product =
        [.. new[] { "rsp-debug", "RspDebug.Dwarf", "RspDebug.RspClient", "RspDebug.RspServer", "RspDebug.Swo", "RspDebug.VirtualBoard" }.Select(Assembly.Load)];

    private static readonly Lazy<(Type User, Type Used)[]> Edges = new(static () =>
        [.. Product.SelectMany(static assembly => assembly.GetTypes()).SelectMany(static user => UsedTypes.Of(user).Select(used => (user, used)))]);

    private static IEnumerable<TestCaseData> Rules() => Forbidden.Split('\n').Select(static line =>
    {
        string[] cells = line.Split('|');
        return new TestCaseData(cells[0].Trim(), cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)).SetArgDisplayNames(cells[0].Trim());
    });

    [TestCaseSource(nameof(Rules))]
    public void Namespace_OfALayer_UsesNoForbiddenOne(string layer, string[] forbidden)
    {
        IEnumerable<string> broken = Edges.Value
            .Where(edge => IsIn(edge.User, layer) && Array.Exists(forbidden, name => IsIn(edge.Used, name)))
            .Select(static edge => $"{edge.User.FullName} uses {edge.Used.FullName}");
        Assert.That(broken.Distinct(), Is.Empty);
    }

    /// <summary>A rule for a namespace that no longer exists would pass for ever.</summary>
    [TestCaseSource(nameof(Rules))]
    public void Namespace_OfARule_Exists(string layer, string[] forbidden)
    {
        Assert.That(Edges.Value.Any(edge => IsIn(edge.User, layer)), Is.True, layer);
        Assert.That(forbidden, Is.Not.Empty);
    }

    [Test]
    public void Of_ATypeThatCallsAStaticMethod_SeesTheTypeOfTheMethod() =>
        Assert.That(UsedTypes.Of(typeof(CallsOnly)), Does.Contain(typeof(Environment)).And.Contain(typeof(List<>)).And.Contain(typeof(Version)));

    private static bool IsIn(Type type, string name)
    {
        string space = type.Namespace ?? "";
        return name.StartsWith('=')
            ? space == name[1..]
            : space == name || (space.StartsWith(name, StringComparison.Ordinal) && space[name.Length] == '.');
    }

    private static class CallsOnly
    {
        public static int Run() => Environment.ProcessorCount + new List<Version>().Count;
    }
}
