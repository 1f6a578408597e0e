using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Indices;

/// <summary>What an entry of an index may be looked for by: <c>sum</c> of <c>app::Ring&lt;int, 16u&gt;::sum(int)</c>.</summary>
/// <remarks>Some producers write the whole qualified name, others the innermost one. Too many keys cost a look into a unit, too few an answer.</remarks>
internal static class IndexedName
{
    /// <summary>Adds the hashes under which <see cref="NamePattern"/> looks for a name.</summary>
    public static void AddKeys(ReadOnlySpan<byte> name, HashSet<uint> keys)
    {
        keys.Add(NamePattern.HashOf(name));
        int depth = 0, lastAtTop = -1, last = -1;
        for (int i = 0; i < name.Length; i++)
        {
            switch (name[i])
            {
                case (byte)'<' or (byte)'(' or (byte)'{' or (byte)'[': depth++; break;
                case (byte)'>' or (byte)')' or (byte)'}' or (byte)']': depth--; break;
                case (byte)':' when i + 1 < name.Length && name[i + 1] == (byte)':':
                    last = ++i + 1;
                    if (depth == 0) lastAtTop = last;
                    break;
                default: break;
            }
        }
        if (lastAtTop > 0) AddKey(name[lastAtTop..], keys);
        // An operator such as -> leaves the brackets uneven: which of the names is the innermost is not certain then.
        if (depth != 0 && last > 0) AddKey(name[last..], keys);
    }

    private static void AddKey(ReadOnlySpan<byte> name, HashSet<uint> keys)
    {
        keys.Add(NamePattern.HashOf(name));
        int parameters = name.IndexOf((byte)'(');
        if (parameters > 0) keys.Add(NamePattern.HashOf(name[..parameters]));
    }
}
