namespace RspDebug.RspClient.Tests.Framing;

/// <summary>Damages bytes as a bad link would: flips, drops, repeats, inserts.</summary>
internal static class Mutation
{
    public static byte[] Apply(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 2 when at < bytes.Count: bytes.Insert(at, bytes[at]); break;
                case 3: bytes.Insert(at, (byte)"$#}*%+-\x03"[random.Next(8)]); break;
                default: bytes.Insert(at, (byte)random.Next(256)); break;
            }
        }

        return [.. bytes];
    }
}
