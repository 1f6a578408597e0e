using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>What an exception entry stacks: r0-r3, r12, LR, return address, xPSR, and with an FP context S0-S15 and FPSCR (B1.5.6).</summary>
internal sealed class ExceptionFrame
{
    private const int BasicSizeInBytes = 0x20;
    private const int ExtendedSizeInBytes = 0x68;
    private readonly byte[] _bytes;

    private ExceptionFrame(uint address, byte[] bytes) => (Address, _bytes) = (address, bytes);

    /// <summary>Where it lies.</summary>
    public uint Address { get; }

    /// <summary>True when FP registers have a place in it.</summary>
    public bool IsExtended => _bytes.Length == ExtendedSizeInBytes;

    /// <summary>Address of the next instruction of the interrupted code.</summary>
    public uint ReturnAddress => Word(6);

    /// <summary>Stacked xPSR; bit 9 tells of a word left out for alignment.</summary>
    public uint Xpsr => Word(7);

    /// <summary>SP of the interrupted code.</summary>
    public uint StackBefore => Address + (uint)_bytes.Length + (Xpsr >> 9 & 1) * 4;

    /// <summary>Stacked FPSCR of an extended frame; junk until a lazy save has happened.</summary>
    public uint Fpscr => Word(24);

    /// <summary>A stacked core register: r0-r3, r12 or LR.</summary>
    public uint Core(int register) => Word(register switch { < 4 => register, 12 => 4, 14 => 5, _ => throw new ArgumentOutOfRangeException(nameof(register)) });

    /// <summary>S0 to S15 of an extended frame.</summary>
    public uint Single(int number) => Word(8 + number);

    /// <summary>Reads the frame that an EXC_RETURN value speaks of; null where memory cannot be read.</summary>
    public static async ValueTask<ExceptionFrame?> ReadAsync(IStepMemory memory, uint address, uint excReturn, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[(excReturn & 0x10) == 0 ? ExtendedSizeInBytes : BasicSizeInBytes];
        return await memory.TryReadAsync(address, bytes, cancellationToken).ConfigureAwait(false) ? new ExceptionFrame(address, bytes) : null;
    }

    private uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(4 * index));
}
