using System.Buffers.Binary;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

/// <summary>The registers of one <c>g</c> packet. Which ones it covers is the stub's choice: most send r0-r15 and xPSR only.</summary>
public sealed class RegisterSnapshot
{
    private const int MaxValueSizeInBytes = 16;
    private readonly RegisterLayout _layout;
    private readonly byte[] _values;
    private readonly byte[] _availability;

    internal RegisterSnapshot(RegisterLayout layout, byte[] values, byte[] availability, int sizeInBytes)
    {
        _layout = layout;
        _values = values;
        _availability = availability;
        SizeInBytes = sizeInBytes;
    }

    /// <summary>How many bytes the stub sent.</summary>
    public int SizeInBytes { get; }

    /// <summary>The bytes as sent, in target order.</summary>
    public ReadOnlyMemory<byte> Raw => _values.AsMemory(0, SizeInBytes);

    /// <summary>True when the packet holds a value for the register.</summary>
    public bool Covers(RegisterInfo register)
    {
        int offset = _layout.GetOffsetInBytes(register);
        return offset + register.SizeInBytes <= SizeInBytes && !_availability.AsSpan(offset, register.SizeInBytes).Contains((byte)0);
    }

    /// <summary>The value of a register.</summary>
    /// <returns>False when the packet does not cover it, the stub cannot tell it, or it is wider than 128 bits.</returns>
    public bool TryGet(RegisterInfo register, out RegisterValue value)
    {
        value = default;
        if (!Covers(register) || register.SizeInBytes > MaxValueSizeInBytes) return false;
        value = ToValue(_values.AsSpan(_layout.GetOffsetInBytes(register), register.SizeInBytes));
        return true;
    }

    /// <summary>The value of a register by its normalised name.</summary>
    /// <returns>False when there is no such register, or as for the other form.</returns>
    public bool TryGet(string name, out RegisterValue value)
    {
        value = default;
        return _layout.TryFind(name, out RegisterInfo? register) && TryGet(register, out value);
    }

    internal static RegisterValue ToValue(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[MaxValueSizeInBytes];
        padded.Clear();
        bytes.CopyTo(padded);
        return new RegisterValue(BinaryPrimitives.ReadUInt128LittleEndian(padded), bytes.Length);
    }
}
