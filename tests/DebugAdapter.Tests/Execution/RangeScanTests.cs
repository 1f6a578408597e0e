using RspDebug.DebugAdapter.Engine.Execution;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>Exits of small pieces of code, assembled by hand; the range is the whole piece, at 0x1000.</summary>
[TestFixture]
public sealed class RangeScanTests
{
    // what | halfwords | exits | returns | undecided | calls
    private const string Pieces = """
        straight                       | 3001 3001           | 1004      | no  |      |
        forward branch out             | 3001 e010           | 1026      | no  |      |
        conditional out                | 3001 d010           | 1004 1026 | no  |      |
        loop inside                    | 3001 d1fd           | 1004      | no  |      |
        cbz out                        | b118                | 1002 100a | no  |      |
        call falls through             | f000 f810 3001      | 1006      | no  |      | 1000
        call through a register        | 4798                | 1002      | no  |      | 1000
        return                         | 3001 4770           |           | yes |      |
        pop pc                         | bd10                |           | yes |      |
        conditional return             | bf18 4770 3001      | 1006      | yes |      |
        two conditional, then more     | bf1c 3001 4770 3001 | 1008      | yes |      |
        table branch                   | 3001 e8df f000      |           | no  | 1002 |
        load pc                        | f8d0 f004           |           | no  | 1000 |
        svc falls through              | df07 3001           | 1004      | no  |      |
        cut instruction                | 3001 f000           |           | no  | 1002 |
        """;

    [TestCaseSource(nameof(Lines))]
    public void Scan_Piece_FindsEveryWayOut(string line)
    {
        string[] f = line.Split('|', StringSplitOptions.TrimEntries);
        byte[] code = [.. f[1].Split(' ').SelectMany(h => new[] { Convert.ToByte(h[2..], 16), Convert.ToByte(h[..2], 16) })];
        ReadOnlyMemory<byte> Fetch(uint address) =>
            address - 0x1000 >= code.Length ? default : code.AsMemory((int)(address - 0x1000), Math.Min(4, code.Length - (int)(address - 0x1000)));

        RangeExits exits = RangeScan.Scan(0x1000, a => a >= 0x1000 && a < 0x1000 + code.Length, Fetch, xpsr: 0x0100_0000);
        Assert.That(Hex(exits.Targets), Is.EqualTo(f[2]), "exits");
        Assert.That(exits.Returns, Is.EqualTo(f[3] == "yes"), "returns");
        Assert.That(Hex(exits.Undecided), Is.EqualTo(f[4]), "undecided");
        Assert.That(Hex(exits.Calls.Select(c => c.Address)), Is.EqualTo(f[5]), "calls");
    }

    [Test]
    public void Scan_StartInsideAnItBlock_KeepsTheFallThrough()
    {
        byte[] code = [0x70, 0x47]; // bx lr, conditional by ITSTATE
        RangeExits exits = RangeScan.Scan(0x1000, a => a == 0x1000, _ => code, xpsr: 0x0100_0000 | 0x1800); // ITSTATE 0b0001_1000
        Assert.That((exits.Returns, Hex(exits.Targets)), Is.EqualTo((true, "1002")));
    }

    private static string[] Lines() => Pieces.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Hex(IEnumerable<uint> addresses) => string.Join(' ', addresses.Order().Select(a => a.ToString("x")));
}
