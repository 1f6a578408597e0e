namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>One line of the encoding tables: a bit pattern with fields, and the rules for filling it.</summary>
internal sealed class EncodingRow
{
    private readonly string[] _conditions;
    private readonly HashSet<string> _tags;

    public EncodingRow(string line)
    {
        string[] parts = line.Split('|');
        Name = parts[0].Trim();
        Bits = string.Concat(parts[1].Where(c => !char.IsWhiteSpace(c)));
        string[] rules = parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Bits.Length is not (16 or 32)) throw new FormatException($"{Name}: {Bits.Length} bits.");
        _conditions = [.. rules.Where(rule => !rule.StartsWith("base=", StringComparison.Ordinal) && !rule.StartsWith("index=", StringComparison.Ordinal)
            && (rule.Contains('!') || rule.Contains('=')))];
        _tags = [.. rules.Except(_conditions)];
        Base = rules.Where(rule => rule.StartsWith("base=", StringComparison.Ordinal)).Select(rule => rule[5..]).FirstOrDefault();
        Index = rules.Where(rule => rule.StartsWith("index=", StringComparison.Ordinal)).Select(rule => rule[6]).FirstOrDefault();
    }

    public string Name { get; }

    public string Bits { get; }

    public int SizeInBytes => Bits.Length / 8;

    /// <summary>Field letter or "13"; null for no memory access.</summary>
    public string? Base { get; }

    /// <summary>Field letter, or 0.</summary>
    public char Index { get; }

    public bool Has(string tag) => _tags.Contains(tag);

    /// <summary>An encoding that keeps all rules.</summary>
    public uint Fill(Random random)
    {
        for (int tries = 0; tries < 10_000; tries++)
        {
            uint bits = 0;
            foreach (char c in Bits) bits = (bits << 1) | (c is '0' or '1' ? (uint)(c - '0') : (uint)random.Next(2));
            if (_conditions.All(rule => Holds(rule, bits)) && KeepsTags(bits)) return bits;
        }

        throw new InvalidOperationException($"{Name}: the rules cannot be kept.");
    }

    /// <summary>The bits of a field in the order they stand.</summary>
    public uint Field(char letter, uint bits)
    {
        uint value = 0;
        for (int k = 0; k < Bits.Length; k++)
            if (Bits[k] == letter) value = (value << 1) | ((bits >> (Bits.Length - 1 - k)) & 1);
        return value;
    }

    public int BaseRegister(uint bits) => Base == "13" ? 13 : (int)Field(Base![0], bits);

    private bool Holds(string rule, uint bits)
    {
        if (rule[1] == ':') return Field(rule[0], bits) == 0 || Holds(rule[2..], bits);
        uint field = Field(rule[0], bits);
        if (rule[1] == '=') return field == Field(rule[2], bits);
        if (rule[2] == '=') return field != Field(rule[3], bits);
        return rule[2..].Split('!').All(text => field != uint.Parse(text));
    }

    private bool KeepsTags(uint bits)
    {
        if (Index != 0 && Field(Index, bits) == BaseRegister(bits)) return false;
        if (Has("expand") && (Field('i', bits) >> 8) is >= 1 and <= 3 && (Field('i', bits) & 0xFF) == 0) return false;
        if (Has("extract") && Field('i', bits) + Field('w', bits) > 31) return false;
        if (Has("insert") && Field('w', bits) < Field('i', bits)) return false;
        if (Has("index-form") && (Form(bits) == 0b110 || (Form(bits) & 0b101) == 0)) return false;
        if (Has("pair-form") && (Form(bits) & 0b101) == 0) return false;
        return (!Has("list") || IsList(bits)) && (!Has("vlist") || IsFloatList(bits));
    }

    private uint Form(uint bits) => (Field('P', bits) << 2) | (Field('U', bits) << 1) | Field('W', bits);

    private bool IsList(uint bits)
    {
        uint list = bits & (SizeInBytes == 2 ? 0xFFu : 0xFFFF);
        if (System.Numerics.BitOperations.PopCount(list) < 2) return false;
        return (list & (1u << BaseRegister(bits))) == 0;
    }

    private bool IsFloatList(uint bits)
    {
        bool doubles = (bits & 0x100) != 0;
        uint words = bits & 0xFF;
        uint first = doubles ? Field('d', bits) * 2 : (Field('d', bits) * 2) + Field('D', bits);
        return words >= 1 && first + words <= 32;
    }
}
