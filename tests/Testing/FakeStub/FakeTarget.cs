using System.Buffers.Binary;

namespace RspDebug.Testing;

/// <summary>
/// The chip behind a <see cref="FakeStub"/>: registers, memory, and what a step does. The default has r0-r15, xPSR, d0-d15 and FPSCR with
/// OpenOCD's numbers, 64 KiB of flash at 0 and of RAM at 0x20000000.
/// </summary>
public sealed class FakeTarget
{
    private readonly Dictionary<int, UInt128> _values = [];

    /// <summary>The registers, in the order of target.xml.</summary>
    public IList<FakeRegister> Registers { get; set; } = FakeRegisterSets.OpenOcd();

    /// <summary>The memory; what is in no region cannot be read.</summary>
    public IList<FakeRegion> Regions { get; } =
    [
        new FakeRegion("flash", 0, new byte[0x10000], 0x1000),
        new FakeRegion("ram", 0x2000_0000, new byte[0x10000]),
    ];

    /// <summary>Executes one instruction; by default the PC moves on by 2.</summary>
    public Action<FakeTarget> Step { get; set; } = target => target.Pc += 2;

    /// <summary>
    /// Runs the target: returns the stop, or null when it runs on until <see cref="FakeStub.Stop"/> or an interrupt. By default it steps until
    /// a breakpoint, for at most <see cref="MaxSteps"/> steps.
    /// </summary>
    public Func<FakeTarget, FakeStop?>? Run { get; set; }

    /// <summary>Bound of the default run.</summary>
    public int MaxSteps { get; set; } = 10_000;

    /// <summary>Addresses at which the stub holds a code breakpoint.</summary>
    public ISet<uint> CodeBreakpoints { get; } = new HashSet<uint>();

    /// <summary>The PC.</summary>
    public uint Pc
    {
        get => (uint)this["pc"];
        set => this["pc"] = value;
    }

    /// <summary>A register by name; unset ones are 0.</summary>
    public UInt128 this[string name]
    {
        get => _values.GetValueOrDefault(Find(name).Number);
        set => _values[Find(name).Number] = value;
    }

    /// <summary>A register's bytes in target order.</summary>
    public byte[] GetBytes(FakeRegister register)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, _values.GetValueOrDefault(register.Number));
        return bytes[..register.SizeInBytes];
    }

    /// <summary>Sets a register from bytes in target order.</summary>
    public void SetBytes(FakeRegister register, ReadOnlySpan<byte> value)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        value.CopyTo(bytes);
        _values[register.Number] = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    /// <summary>Copies bytes into memory, whatever kind it is.</summary>
    /// <exception cref="ArgumentException">Not all of it lies in one region.</exception>
    public void Load(uint address, ReadOnlySpan<byte> bytes)
    {
        if (!TryWrite(address, bytes)) throw new ArgumentException($"0x{address:x8} is in no region, or the bytes reach beyond it.", nameof(address));
    }

    /// <summary>Reads as many bytes as lie in the region of the address; empty outside.</summary>
    public ReadOnlySpan<byte> Read(ulong address, int sizeInBytes)
    {
        Span<byte> rest = From(address);
        return rest[..Math.Min(sizeInBytes, rest.Length)];
    }

    /// <summary>Writes bytes that lie in one region.</summary>
    public bool TryWrite(ulong address, ReadOnlySpan<byte> bytes)
    {
        Span<byte> rest = From(address);
        return bytes.TryCopyTo(rest) && (bytes.Length == 0 || rest.Length > 0);
    }

    internal FakeStop? RunToStop()
    {
        if (Run is not null) return Run(this);
        for (int step = 0; step < MaxSteps; step++)
        {
            Step(this);
            if (CodeBreakpoints.Contains(Pc)) return FakeStop.Trap;
        }

        return null;
    }

    private Span<byte> From(ulong address)
    {
        foreach (FakeRegion region in Regions)
        {
            Span<byte> rest = region.From(address);
            if (!rest.IsEmpty) return rest;
        }

        return default;
    }

    private FakeRegister Find(string name) =>
        Registers.FirstOrDefault(register => register.Name == name) ?? throw new ArgumentException($"The target has no register '{name}'.", nameof(name));
}
