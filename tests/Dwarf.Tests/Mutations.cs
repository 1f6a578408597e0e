namespace RspDebug.Dwarf.Tests;

/// <summary>Seeded damage to good input.</summary>
internal static class Mutations
{
    private const int LongFactor = 100;

    /// <summary>The number of rounds: a hundred times as many when <c>RSP_DEBUG_LONG=1</c>.</summary>
    public static int Count(int normal) => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? normal * LongFactor : normal;

    /// <summary>Changes, removes or repeats one to four places.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> good, Random random)
    {
        List<byte> bytes = [.. good];
        for (int changes = 1 + random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0xff : (byte)0; break;
                case 3: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(4))); break;
                default: bytes.Insert(at, bytes[random.Next(bytes.Count)]); break;
            }
        }
        return [.. bytes];
    }
}
