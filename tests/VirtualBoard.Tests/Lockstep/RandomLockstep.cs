using System.Text;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Executes random encodings of the tables with random registers on both machines.</summary>
internal sealed class RandomLockstep(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly RandomValues _values = new(new Random(seed + 1));
    private readonly TwinMachines _twins = new();
    private readonly uint[] _encodings = new uint[TestLayout.SlotCount];
    private readonly EncodingRow[] _rows = new EncodingRow[TestLayout.SlotCount];

    /// <summary>Executions by table row.</summary>
    public SortedDictionary<string, int> Coverage { get; } = new(StringComparer.Ordinal);

    /// <summary>Executions by the decoder's name.</summary>
    public SortedDictionary<string, int> Decoded { get; } = new(StringComparer.Ordinal);

    public int Exceptions { get; private set; }

    /// <summary>Runs so many instructions over <paramref name="rows"/> in turn; the first difference is described.</summary>
    public string? Run(IReadOnlyList<EncodingRow> rows, int count)
    {
        _twins.Prepare(new Random(seed + 2));
        int next = 0;
        while (count > 0)
        {
            int batch = Math.Min(count, TestLayout.SlotCount);
            byte[] code = new byte[TestLayout.SlotCount * TestLayout.SlotSize];
            for (int k = 0; k < batch; k++)
            {
                _rows[k] = rows[next++ % rows.Count];
                _encodings[k] = _rows[k].Fill(_random);
                Assemble(_rows[k], _encodings[k]).CopyTo(code, k * TestLayout.SlotSize);
            }

            _twins.Write(TestLayout.Code, code);
            for (int k = 0; k < batch; k++)
                if (RunOne(k) is { } difference) return difference;
            if (_twins.CompareData() is { } memory) return $"{memory}, after one of: {string.Join("; ", _rows.Take(batch).Select(row => row.Name))}";
            count -= batch;
        }

        return null;
    }

    public void Dispose() => _twins.Dispose();

    private static byte[] Assemble(EncodingRow row, uint bits) => row.SizeInBytes == 2
        ? [(byte)bits, (byte)(bits >> 8)]
        : [(byte)(bits >> 16), (byte)(bits >> 24), (byte)bits, (byte)(bits >> 8)];

    private string? RunOne(int slot)
    {
        EncodingRow row = _rows[slot];
        uint bits = _encodings[slot];
        uint address = TestLayout.Code + (uint)(slot * TestLayout.SlotSize);
        bool withFloat = row.Has("fp");
        Count(row, bits, address);
        Randomize(row, bits);
        if (row.Has("exclusive")) OpenMonitor(row, bits);
        _twins.Before[15] = address;
        _twins.Before[CpuState.Xpsr] = StatusFor(row);
        _twins.SetState(withFloat);
        string? difference = _twins.Step(withFloat) ?? LeaveHandler();
        if (difference is not null) return Report(row, bits, difference);
        if (row.Has("masks")) ClearMasks();
        return null;
    }

    private void Count(EncodingRow row, uint bits, uint address)
    {
        Coverage[row.Name] = Coverage.GetValueOrDefault(row.Name) + 1;
        string name = Core.Decode.Decoder.Decode(address, (ushort)(row.SizeInBytes == 2 ? bits : bits >> 16), (ushort)bits).Name;
        Decoded[name] = Decoded.GetValueOrDefault(name) + 1;
    }

    private void Randomize(EncodingRow row, uint bits)
    {
        uint[] state = _twins.Before;
        _values.Shuffle();
        for (int k = 0; k < 15; k++) state[k] = _values.Word();
        state[14] &= 0x7FFF_FFFF;
        state[13] = TestLayout.Data + 0x2000 + (uint)(_random.Next(0x100) * 4);
        for (int k = 0; k < 32; k++) state[CpuState.FirstFloat + k] = _values.Float();
        state[CpuState.Fpscr] = _values.Fpscr();
        if (row.Index != 0) state[row.Field(row.Index, bits)] = (uint)_random.Next(256) & (row.Has("word-index") ? ~3u : ~0u);
        if (row.Base is not null) state[row.BaseRegister(bits)] = Base(row, row.BaseRegister(bits));
        if (row.Has("last"))
            foreach (char letter in (ReadOnlySpan<char>)['m', 'n'])
                if (row.Base is null && row.Bits.Contains(letter) && row.Field(letter, bits) != 13) state[row.Field(letter, bits)] &= 0x3FFF_FFFF;
        if (row.Has("stack")) state[row.Field('n', bits)] = TestLayout.Data + 0x3000 + (uint)_random.Next(0x100);
        if (row.Has("control")) state[row.Field('n', bits)] = (state[row.Field('n', bits)] & ~7u) | 4 | ((uint)_random.Next(2) << 1);
    }

    private uint Base(EncodingRow row, int register)
    {
        // Now and then the access faults: nothing is mapped there, or an access that must be aligned is not.
        if (!row.Has("aligned") && register != 13 && _random.Next(32) == 0) return 0x3000_0000 + (uint)_random.Next(0x1000);
        if (row.Has("aligned") && !row.Has("code") && !row.Has("exclusive") && row.Base != "13" && _random.Next(32) == 0) return TestLayout.Data + 0x1801 + (uint)_random.Next(3);
        uint middle = (row.Has("code") ? TestLayout.Pointers : TestLayout.Data) + 0x1800 + (uint)(_random.Next(0x200) * 4);
        bool words = row.Has("aligned") || row.Base == "13" || _random.Next(2) == 0;
        return middle + (words ? 0 : (uint)_random.Next(4));
    }

    // APSR at random; in one case of four in an IT block, so that conditions fail as well as hold.
    private uint StatusFor(EncodingRow row)
    {
        uint status = (1u << 24) | ((uint)_random.Next(32) << 27) | ((uint)_random.Next(16) << 16);
        if (row.Has("noit") || _random.Next(4) != 0) return status;
        uint it = ((uint)_random.Next(14) << 4) | (row.Has("last") ? 8 : (uint)(1 + _random.Next(15)));
        return status | ((it & 3) << 25) | (it >> 2 << 10);
    }

    // What raised an exception is followed through its handler (bx lr) back to Thread mode.
    private string? LeaveHandler()
    {
        for (int steps = 0; _twins.Cpu.Ipsr != 0; steps++)
        {
            Exceptions++;
            if (steps > 4) return "the handler does not return";
            if (_twins.Step(withFloat: true) is { } difference) return "in the handler:\n" + difference;
        }

        return null;
    }

    private void OpenMonitor(EncodingRow row, uint bits)
    {
        uint[] saved = [.. _twins.Before];
        uint load = row.SizeInBytes == 4 && row.Name == "STREX"
            ? 0xE850_0F00 | (bits & 0x000F_0000) | (bits & 0xFF)
            : 0xE8D0_0F0F | (bits & 0x000F_0000) | (bits & 0xF0);
        load |= 12 << 12;
        _twins.Execute(Assemble(row, _random.Next(2) == 0 ? load : 0xF3BF_8F2F));
        saved.CopyTo(_twins.Before, 0);
    }

    private void ClearMasks()
    {
        _twins.Before[0] = 0;
        _twins.Before[13] = TestLayout.Data + 0x2000;
        _twins.Execute([0x80, 0xF3, 0x10, 0x88]);
        _twins.Execute([0x80, 0xF3, 0x11, 0x88]);
        _twins.Execute([0x80, 0xF3, 0x13, 0x88]);
    }

    private string Report(EncodingRow row, uint bits, string difference)
    {
        StringBuilder text = new($"seed {seed}, {row.Name}, code {Convert.ToHexString(Assemble(row, bits))}, xPSR {_twins.Before[CpuState.Xpsr]:x8}, "
            + $"FPSCR {_twins.Before[CpuState.Fpscr]:x8}\n");
        for (int k = 0; k < 15; k++) text.Append($"r{k} {_twins.Before[k]:x8} ");
        foreach (char letter in (ReadOnlySpan<char>)['d', 'n', 'm'])
            if (row.Has("fp") && row.Bits.Contains(letter))
                for (uint low = 0; low < 2; low++)
                {
                    uint number = (row.Field(letter, bits) * 2) + low;
                    text.Append($"s{number} {_twins.Before[CpuState.FirstFloat + number]:x8} ");
                }

        return text.Append('\n').Append(difference).ToString();
    }
}
