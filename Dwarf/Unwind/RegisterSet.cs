using System.Buffers.Binary;

namespace RspDebug.Dwarf.Unwind;

/// <summary>The registers of one frame: each is known, with its origin, or unknown. Immutable.</summary>
/// <example>
/// <code>
/// RegisterSet live = RegisterSet.FromLive([new(CoreRegister.Pc, 0x1a4), new(CoreRegister.Sp, 0x20003f00), new(CoreRegister.Lr, 0x133)]);
/// uint? pc = live[CoreRegister.Pc];
/// </code>
/// </example>
public sealed class RegisterSet
{
    private const uint IpsrMask = 0x1ff;                  // ARMv7-M ARM, B1.4.2
    private const uint ControlSpsel = 2;                  // ARMv7-M ARM, B1.4.4

    private readonly uint[] _values;
    private readonly RegisterOrigin[] _origins;

    internal RegisterSet(uint[] values, RegisterOrigin[] origins)
    {
        _values = values;
        _origins = origins;
    }

    /// <summary>The processor's registers as the server gives them; what it does not give stays unknown.</summary>
    public static RegisterSet FromLive(IEnumerable<KeyValuePair<CoreRegister, uint>> registers)
    {
        var builder = new RegisterSetBuilder();
        foreach ((CoreRegister register, uint value) in registers)
            builder.Set(register, value, RegisterOrigin.Live(register));
        return builder.Build();
    }

    /// <summary>The value; null when unknown.</summary>
    public uint? this[CoreRegister register] => _origins[(int)register].Kind == RegisterOriginKind.Unknown ? null : _values[(int)register];

    /// <summary>Where the value comes from.</summary>
    public RegisterOrigin OriginOf(CoreRegister register) => _origins[(int)register];

    /// <summary>The exception that the frame's code handles; 0 in Thread mode; null when xPSR is unknown.</summary>
    public int? ExceptionNumber => (int?)(this[CoreRegister.Xpsr] & IpsrMask);

    /// <summary>The stack in use: MSP in Handler mode, by CONTROL in Thread mode, else by comparing SP with the banks.</summary>
    public StackBank Stack
    {
        get
        {
            if (ExceptionNumber is > 0)
                return StackBank.Main;
            if (this[CoreRegister.Control] is { } control)
                return (control & ControlSpsel) != 0 ? StackBank.Process : StackBank.Main;
            uint? sp = this[CoreRegister.Sp];
            bool isMain = sp is not null && sp == this[CoreRegister.Msp], isProcess = sp is not null && sp == this[CoreRegister.Psp];
            return isMain == isProcess ? StackBank.Unknown : isMain ? StackBank.Main : StackBank.Process;
        }
    }

    /// <summary>The value of a register by its DWARF number, D registers joined from their halves.</summary>
    /// <param name="dwarfRegister">As in <see cref="CoreRegisters.TryFromDwarf"/>.</param>
    /// <param name="destination">Filled little-endian, zero-extended when longer than the register, cut when shorter.</param>
    /// <returns>False when the register does not exist or is unknown in this frame.</returns>
    public bool TryReadDwarf(int dwarfRegister, Span<byte> destination)
    {
        if (!CoreRegisters.TryFromDwarf(dwarfRegister, out CoreRegister register, out int size) || this[register] is not { } low)
            return false;
        uint high = 0;
        if (size == 8)
        {
            if (this[register + 1] is not { } upper)
                return false;
            high = upper;
        }
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, low);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], high);
        destination.Clear();
        bytes[..Math.Min(8, destination.Length)].CopyTo(destination);
        return true;
    }

    internal RegisterSetBuilder ToBuilder() => new((uint[])_values.Clone(), (RegisterOrigin[])_origins.Clone());
}
