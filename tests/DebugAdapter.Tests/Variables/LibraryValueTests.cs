using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Library values in expressions and lists. Expectations are the values in <c>values.cpp</c>.</summary>
public sealed class LibraryValueTests
{
    private static readonly ValueCapture Capture = new("cpp-gcc-O0-dwarf4");

    private static NamedValue Open(ValueInspector inspector, string expression)
    {
        EvaluatedExpression result = inspector.Evaluate(expression);
        return new NamedValue(expression, result.EvaluateName, result.Value, NamedValueKind.Result);
    }

    [TestCase("g_vector[2]", "3")]
    [TestCase("g_vector_reference[1] + 10", "12")]
    [TestCase("g_strings[1]", "\"two\"")]
    [TestCase("g_nested[1][1]", "3")]
    [TestCase("g_bits[3]", "true")]
    [TestCase("g_bits[1]", "false")]
    [TestCase("g_array[2]", "9")]
    [TestCase("g_long_deque[69]", "199")]
    [TestCase("g_list[2]", "30")]
    [TestCase("g_map[2] == \"two\"", "true")]
    [TestCase("g_named_map[\"right\"]", "2")]
    [TestCase("g_hash_map[2]", "200")]
    [TestCase("g_set[1]", "5")]
    [TestCase("g_stack[1]", "2")]
    [TestCase("*g_unique", "12")]
    [TestCase("g_unique_point->y", "2")]
    [TestCase("*g_shared", "13")]
    [TestCase("*g_some", "5")]
    [TestCase("*g_int_variant + 1", "6")]
    [TestCase("g_tuple[2].y", "6")]
    [TestCase("g_atomic + 1", "18")]
    [TestCase("g_short == \"hello\"", "true")]
    [TestCase("\"hello\" != g_short", "false")]
    [TestCase("g_string_reference == \"hello\"", "true")]
    [TestCase("g_view == \"view\"", "true")]
    [TestCase("g_odd == \"nul\"", "false")]
    [TestCase("g_some ? 1 : 2", "1")]
    [TestCase("g_none ? 1 : 2", "2")]
    [TestCase("!g_no_unique && g_shared", "true")]
    [TestCase("g_vector.size()", "4")]
    [TestCase("g_long.length()", "46")]
    [TestCase("g_no_map.empty()", "true")]
    [TestCase("g_some.value()", "5")]
    [TestCase("g_none.has_value()", "false")]
    [TestCase("g_port.id", "11")]
    [TestCase("g_port.read_count + g_port.write_count", "55")]
    [TestCase("static_cast<Device &>(g_port).id", "11")]
    [TestCase("((Device *)&g_port)->id", "11")]
    [TestCase("static_cast<Both *>(g_middle)->last", "99")]
    [TestCase("g_vector._M_impl._M_finish - g_vector._M_impl._M_start", "4")]
    public void Evaluate_OfLibraryTypes_IsWhatTheSourceSays(string expression, string expected)
    {
        ValueInspector inspector = Capture.Inspector(0);
        Assert.That(inspector.Format(inspector.Evaluate(expression).Value), Is.EqualTo(expected));
    }

    [TestCase("g_vector[4]", "The index 4 is outside the list")]
    [TestCase("g_no_vector[0]", "The index 0 is outside the list")]
    [TestCase("g_map[9]", "The map has no such key")]
    [TestCase("g_vector.push_back(1)", "Functions are not called in the target")]
    public void Evaluate_BeyondAContainer_SaysWhat(string expression, string what) =>
        Assert.That(() => Capture.Inspector(0).Evaluate(expression), Throws.InstanceOf<ExpressionException>().With.Property("What").EqualTo(what));

    [TestCase("g_vector", "[0] [1] [2] [3] [raw]")]
    [TestCase("g_string_pointer", "[raw]")]
    [TestCase("g_map", "[1] [2] [3] [raw]")]
    [TestCase("g_named_map", "[\"left\"] [\"right\"] [raw]")]
    [TestCase("g_unique", "get() [raw]")]
    [TestCase("g_none", "[raw]")]
    [TestCase("g_stack", "[0] [1] [raw]")]
    [TestCase("g_atomic", "[raw]")]
    [TestCase("g_device", "Reader Writer port")]
    [TestCase("g_vector,!", "std::_Vector_base<int, std::allocator<int> >")]
    public void GetChildren_OfLibraryTypes_AreItemsThenRaw(string expression, string names)
    {
        ValueInspector inspector = Capture.Inspector(0);
        NamedValue parent = Open(inspector, expression);
        Assert.That(string.Join(' ', inspector.GetChildren(parent).Select(c => c.Name)), Is.EqualTo(names));
        ChildCount count = inspector.CountChildren(parent.Value);
        Assert.That(count.Named + count.Indexed, Is.EqualTo(inspector.GetChildren(parent).Length));
    }

    [Test]
    public void GetChildren_EveryEvaluateName_GivesTheSameText()
    {
        ValueInspector inspector = Capture.Inspector(0);
        List<string> differences = [];
        foreach ((_, string name, _) in Capture.Expected.Where(e => e.Frame == 0)) Check(Open(inspector, name), 0);

        void Check(NamedValue parent, int depth)
        {
            foreach (NamedValue child in inspector.GetChildren(parent, 0, 20).Where(c => c.EvaluateName is not null))
            {
                string shown = inspector.Format(child.Value), again;
                try
                {
                    again = inspector.Format(inspector.Evaluate(child.EvaluateName!).Value);
                }
                catch (ExpressionException error)
                {
                    again = error.Message;
                }

                if (again != shown) differences.Add($"{child.EvaluateName}: {shown} | {again}");
                if (depth < 2) Check(child, depth + 1);
            }
        }

        Assert.That(differences, Is.Empty, string.Join('\n', differences));
    }

    [Test]
    public void GetChildren_OfALongList_ComesInPages()
    {
        ValueInspector inspector = Capture.Inspector(0);
        NamedValue deque = Open(inspector, "g_long_deque");
        Assert.That(inspector.CountChildren(deque.Value), Is.EqualTo(new ChildCount(1, 70)));
        ImmutableArray<NamedValue> page = inspector.GetChildren(deque, new ChildPage(60, 10, ChildKind.Indexed));
        Assert.That(page.Select(c => c.Name), Is.EqualTo(Enumerable.Range(60, 10).Select(i => $"[{i}]")));
        Assert.That(inspector.Format(page[9].Value), Is.EqualTo("199"));
        Assert.That(inspector.GetChildren(deque, new ChildPage(0, 10, ChildKind.Named)).Select(c => c.Name), Is.EqualTo(new[] { "[raw]" }));
    }

    [Test]
    public void BuildWrites_ElementOfAVector_WritesItsMemory()
    {
        ValueInspector inspector = Capture.Inspector(0);
        var writes = inspector.BuildWrites(inspector.Evaluate("g_vector[2]").Value, "77");
        Assert.That(writes, Has.Length.EqualTo(1));
        Assert.That(inspector.Evaluate("&g_vector[2]").Value.Type.Name, Is.EqualTo("int *"));
    }
}
