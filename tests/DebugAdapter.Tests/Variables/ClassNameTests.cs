using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Tests.Expressions;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>What names mean inside member functions and closures: <c>class-names.txt</c>, by the rules of C++, for both compilers.</summary>
public sealed class ClassNameTests
{
    // stop_here, the closure in Part::check, Part::check, main.
    private const int Closure = 1, Method = 2;

    private static readonly Dictionary<string, ValueCapture> Captures =
        new[] { "classes-gcc-O0-dwarf4", "classes-clang-O0-dwarf5" }.ToDictionary(name => name, name => new ValueCapture(name), StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Rows() =>
        from line in TextTable.Lines("class-names.txt")
        where line.Length > 0 && line[0] != '#'
        let cells = line.Split(" => ")
        select new TestCaseData(cells[0], cells[1]).SetArgDisplayNames(cells[0]);

    [TestCaseSource(nameof(Rows))]
    public void Evaluate_NameInMethod_MeansWhatItDoesInCpp(string expression, string expected)
    {
        foreach ((string image, ValueCapture capture) in Captures) Assert.That(Show(capture.Inspector(Method), expression), Does.Match($"^{expected}$"), image);
    }

    [Test]
    public void GetVariables_Closure_HasWhatItCaptured()
    {
        foreach ((string image, ValueCapture capture) in Captures)
            Assert.That(Show(capture.Inspector(Closure), "captured"), Does.Match("^8 ; (const )?int$"), image);
        ValueCapture gcc = Captures["classes-gcc-O0-dwarf4"];
        var scope = new FrameScope(gcc.Info, FramePlace.Of(gcc.Frames, Closure), gcc);
        Assert.That(scope.GetVariables().Select(v => v.Variable.Name), Does.Contain("captured"));
    }

    /// <summary>An overload that another one jumped to was not called with the arguments that the stack shows.</summary>
    [Test]
    public void Evaluate_ParameterOfOverloadThatWasJumpedTo_IsNotTheOtherOnes()
    {
        var capture = new ValueCapture("classes-gcc-O2-dwarf5");
        Assert.That(capture.Inspector(1).Evaluate("value").Value.Location, Is.InstanceOf<ValueLocation.OptimizedOut>());
    }

    private static string Show(ValueInspector inspector, string expression)
    {
        try
        {
            return GdbText.Print(inspector, inspector.Evaluate(expression).Value, FormatOptions.Default);
        }
        catch (ExpressionException error)
        {
            return $"error: {error.What}";
        }
    }
}
