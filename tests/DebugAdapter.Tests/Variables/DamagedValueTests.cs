using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.Dwarf.Fuzz;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;
using RspDebug.Values.Fuzz;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Values in damaged memory: a text of bounded length, a bounded number of children, an end. <c>RSP_DEBUG_LONG=1</c> runs more seeds.</summary>
public sealed class DamagedValueTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    [TestCase("cpp-gcc-O0-dwarf4", 100)]
    [TestCase("cpp-clang-Og-dwarf5", 90)]
    [TestCase("rust-O0-dwarf4", 190)]
    [TestCase("tinygo", 25)]
    public void Format_SeededDamage_EndsWithinBounds(string image, int values)
    {
        string ram = FixtureFiles.PathOf($"values/{image}.ram");
        byte[] file = FixtureFiles.Read($"values/{image}.elf");
        ValueFuzz fuzz = ValueFuzz.Open(file, file, File.Exists(ram) ? File.ReadAllBytes(ram) : [])!;
        for (int seed = 0; seed < (IsLong ? 1000 : 8); seed++) Assert.That(fuzz.Run(seed), Is.GreaterThanOrEqualTo(values), $"seed {seed}");
    }

    [Test]
    public void Format_DamagedImages_EndsWithinBounds()
    {
        byte[] file = FixtureFiles.Read("values/tinygo.elf");
        var mutator = new ImageMutator(file);
        int opened = 0, cases = IsLong ? 20_000 : 200;
        for (int seed = 1; seed <= cases; seed++)
        {
            if (ValueFuzz.Open(mutator.Create(seed), file, []) is not { } fuzz) continue;
            Assert.That(() => fuzz.Run(0), Throws.Nothing, $"seed {seed}");
            opened++;
        }

        Assert.That(opened, Is.GreaterThan(cases / 2));
    }

    [TestCase("g_vector", 4, 0x10u, "std::vector <corrupt: it starts at 0x")]
    [TestCase("g_vector", 4, 0x20003fffu, "std::vector <corrupt: ")]
    [TestCase("g_long", 4, 0x40000000u, "std::string <corrupt: a length of 1073741824>")]
    [TestCase("g_map", 20, 0xffffffffu, "std::map <corrupt: 4294967295 elements>")]
    [TestCase("g_map", 20, 100u, "std::map with 100 elements = {[1] = ")]
    [TestCase("g_map", 12, 0x20000000u, "std::map with 3 elements = {")]
    [TestCase("g_some", 4, 7u, "std::optional<int> <corrupt: a flag of 7>")]
    [TestCase("g_int_variant", 24, 9u, "std::variant<int, float, std::string> <corrupt: an index of 9>")]
    [TestCase("g_list", 0, 0x99999990u, "std::list <corrupt: the node at 0x99999990 cannot be read>")]
    public void Format_DamagedContainer_SaysWhat(string name, int offset, uint word, string expected)
    {
        var capture = new ValueCapture("cpp-gcc-O0-dwarf4");
        ulong address = capture.Inspector(0).Evaluate(name).Value.Address!.Value;
        var memory = new PatchedMemory(capture, address + (ulong)offset, word);
        ValueInspector inspector = capture.Inspector(0, memory);
        Assert.That(inspector.Format(inspector.Evaluate(name).Value), Does.StartWith(expected));
    }

    [Test]
    public void Format_ListInACircle_SaysSo()
    {
        var capture = new ValueCapture("cpp-gcc-O0-dwarf4");
        ValueInspector good = capture.Inspector(0);
        ulong first = good.Evaluate("g_list[0]").Value.Address!.Value;
        // The first node's successor is the first node.
        ValueInspector inspector = capture.Inspector(0, new PatchedMemory(capture, first - 8, (uint)first - 8));
        Assert.That(inspector.Format(inspector.Evaluate("g_list").Value), Does.StartWith("std::list <corrupt: the node at 0x").And.Contain("comes twice"));
    }

    [Test]
    public void Format_MemoryThatComesPieceByPiece_EndsWithTheSameText()
    {
        var capture = new ValueCapture("cpp-gcc-O0-dwarf4");
        foreach (string name in (string[])["g_strings", "g_map", "g_hash_map", "g_list", "g_long_deque", "g_shared", "g_device", "g_stack"])
        {
            var memory = new LateMemory(capture);
            string text;
            int rounds = 0;
            do
            {
                memory.Miss = false;
                ValueInspector inspector = capture.Inspector(0, memory);
                text = inspector.Format(inspector.Evaluate(name).Value);
            }
            while (memory.Miss && ++rounds < 500);
            Assert.That(text, Is.EqualTo(capture.Inspector(0).Format(capture.Inspector(0).Evaluate(name).Value)), name);
        }
    }

    private sealed class PatchedMemory(ITargetMemory good, ulong place, uint word) : ITargetMemory
    {
        public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
        {
            MemoryStatus status = good.TryRead(address, destination);
            for (int i = 0; i < 4; i++)
            {
                long at = (long)(place + (ulong)i) - (long)address.Value;
                if (at >= 0 && at < destination.Length) destination[(int)at] = (byte)(word >> (8 * i));
            }

            return status;
        }
    }

    private sealed class LateMemory(ITargetMemory good) : ITargetMemory
    {
        private readonly HashSet<(ulong, int)> _known = [];

        public bool Miss { get; set; }

        public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
        {
            if (!_known.Add((address.Value, destination.Length))) return good.TryRead(address, destination);
            Miss = true;
            return MemoryStatus.Missing;
        }
    }
}
