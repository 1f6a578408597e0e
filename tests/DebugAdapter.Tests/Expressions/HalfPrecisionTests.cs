using System.Globalization;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Variables;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary><c>__fp16</c> and <c>_Float16</c> against gdb (<c>tests/Fixtures/values/half.gdb.txt</c>); the compiler confirmed the types when it built the image.</summary>
public sealed class HalfPrecisionTests
{
    private static readonly FirmwareScope Image = FirmwareScope.Open(FixtureFiles.PathOf("values/half.elf"));

    private static IEnumerable<TestCaseData> Rows() =>
        from line in File.ReadLines(FixtureFiles.PathOf("values/half.gdb.txt"))
        where !line.StartsWith('#')
        let cells = line.Split([" => ", " ; "], StringSplitOptions.None)
        select new TestCaseData(cells[0], cells[1], cells[2]).SetArgDisplayNames(cells[0]);

    [TestCaseSource(nameof(Rows))]
    public void Evaluate_HalfPrecision_GivesGdbsValueAndType(string expression, string value, string type)
    {
        ValueInspector inspector = Image.Inspector();
        TypedValue result = inspector.Evaluate(expression).Value;

        // sizeof is a size_t, which is unsigned int (AAPCS32); gdb 13.1 gives int.
        Assert.That(result.Type.Name, Is.EqualTo(expression.StartsWith("sizeof", StringComparison.Ordinal) ? "unsigned int" : type));
        Assert.That(Read(inspector.Format(result, FormatOptions.Default), type), Is.EqualTo(Read(value, type)));
    }

    // gdb writes 5 digits of a half and 9 of a float, we as few as read back.
    private static object Read(string text, string type) => !double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? text
        : type switch { "_Float16" or "__fp16" => (Half)value, "float" => (float)value, _ => value };
}
