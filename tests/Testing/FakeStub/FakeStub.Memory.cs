using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

// Registers, memory, flash and checksums.
public sealed partial class FakeStub
{
    private readonly SortedDictionary<uint, byte[]> _flashWrites = [];

    private string ReadAllRegisters()
    {
        var text = new StringBuilder();
        foreach (FakeRegister register in Target.Registers.Where(register => register.IsInG).OrderBy(register => register.Number))
            text.Append(ToHex(Target.GetBytes(register)));
        return text.ToString();
    }

    private string WriteAllRegisters(string digits)
    {
        byte[] values = Convert.FromHexString(digits);
        int offset = 0;
        foreach (FakeRegister register in Target.Registers.Where(register => register.IsInG).OrderBy(register => register.Number))
        {
            if (offset + register.SizeInBytes > values.Length) return "E01";
            Target.SetBytes(register, values.AsSpan(offset, register.SizeInBytes));
            offset += register.SizeInBytes;
        }

        return "OK";
    }

    private string? ReadRegister(string digits)
    {
        int number = (int)ParseHex(digits);
        if (Target.Registers.FirstOrDefault(register => register.Number == number) is { } register) return ToHex(Target.GetBytes(register));
        if (Options.UnknownRegisterReply is null) _drop?.Invoke();
        return Options.UnknownRegisterReply;
    }

    private string? WriteRegister(string text)
    {
        string[] parts = text.Split('=');
        int number = (int)ParseHex(parts[0]);
        byte[] value = Convert.FromHexString(parts[1]);
        if (Target.Registers.FirstOrDefault(register => register.Number == number) is { } register && value.Length == register.SizeInBytes)
        {
            Target.SetBytes(register, value);
            return "OK";
        }

        if (Options.UnknownRegisterReply is null) _drop?.Invoke();
        return Options.UnknownRegisterReply;
    }

    private string ReadMemory(string text, bool isBinary = false)
    {
        (ulong address, ulong length) = ParsePair(text);
        if (length > (ulong)Options.MaxReadSizeInBytes) return "E22";
        ReadOnlySpan<byte> bytes = Target.Read(address, (int)Math.Min(length, (ulong)Options.ShortReadSizeInBytes));
        if (bytes.IsEmpty) return "E0E";
        return isBinary ? "b" + Encoding.Latin1.GetString(bytes) : ToHex(bytes);
    }

    private string WriteMemory(string text, bool isBinary)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        (ulong address, ulong length) = ParsePair(text[..colon]);
        byte[] data = isBinary ? Encoding.Latin1.GetBytes(text[(colon + 1)..]) : Convert.FromHexString(text[(colon + 1)..]);
        if ((ulong)data.Length != length) return "E01";
        return Target.TryWrite(address, data) ? "OK" : "E0E";
    }

    private string Flash(string request)
    {
        if (request.StartsWith("vFlashErase:", StringComparison.Ordinal))
        {
            (ulong address, ulong length) = ParsePair(request[12..]);
            FakeRegion? region = Target.Regions.FirstOrDefault(region => region.Kind == "flash" && !region.From(address).IsEmpty);
            if (region is null || address % region.BlockSizeInBytes != 0 || length % region.BlockSizeInBytes != 0) return "E01";
            region.From(address)[..(int)Math.Min(length, (ulong)region.From(address).Length)].Fill(0xff);
            return "OK";
        }

        if (request.StartsWith("vFlashWrite:", StringComparison.Ordinal))
        {
            int colon = request.IndexOf(':', 12);
            _flashWrites[(uint)ParseHex(request[12..colon])] = Encoding.Latin1.GetBytes(request[(colon + 1)..]);
            return "OK";
        }

        if (request != "vFlashDone" || _flashWrites.Count == 0) return "E01";
        bool isWritten = _flashWrites.All(write => Target.TryWrite(write.Key, write.Value));
        _flashWrites.Clear();
        return isWritten ? "OK" : "E01";
    }

    private string Checksum(string text)
    {
        (ulong address, ulong length) = ParsePair(text);
        ReadOnlySpan<byte> bytes = Target.Read(address, (int)length);
        if ((ulong)bytes.Length != length) return "E01";
        uint crc = 0xffff_ffff;
        foreach (byte value in bytes)
        {
            crc ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000_0000) != 0 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
        }

        return "C" + crc.ToString("x", CultureInfo.InvariantCulture);
    }
}
