using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Where instructions begin, by walking each function from its entry.</summary>
internal sealed class InstructionStarts
{
    private readonly LoadedImage _image;
    private readonly ImageMemory _code = new();

    public InstructionStarts(LoadedImage image)
    {
        _image = image;
        image.LendTo(_code);
    }

    /// <summary>Whether an instruction begins at an address; null outside of known code.</summary>
    public bool? IsBoundary(uint address)
    {
        if (_image.Info.FindFunction(new CodeAddress(address)) is not { } function) return null;
        Span<byte> code = stackalloc byte[2];
        foreach (Dwarf.Location.CodeRange range in function.Ranges.Where(range => range.Start.Value <= address && address < range.End.Value))
        {
            for (uint at = (uint)range.Start.Value; at < range.End.Value; at += code[1] >> 3 >= 0b11101 ? 4u : 2u)
            {
                if (at >= address) return at == address;
                if (!_code.TryRead(at, code)) return null;
            }
        }

        return null;
    }
}
