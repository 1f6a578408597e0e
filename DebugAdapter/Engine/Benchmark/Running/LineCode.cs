using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Looks at the code of one line, to tell steps over calls from those over straight code.</summary>
internal sealed class LineCode
{
    private readonly LoadedImage _image;
    private readonly ImageMemory _code = new();

    public LineCode(LoadedImage image)
    {
        _image = image;
        image.LendTo(_code);
    }

    /// <summary>Whether a call or SVC lies between an address and the end of its line.</summary>
    public bool HasCall(uint address)
    {
        if (_image.Info.GetLineBlock(new CodeAddress(address)) is not { } block) return false;
        Span<byte> code = stackalloc byte[4];
        for (uint at = address; at < block.Range.End.Value;)
        {
            code.Clear();
            if (!_code.TryRead(at, code) && !_code.TryRead(at, code[..2])) return false;
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(code);
            InstructionEffects effects = InstructionEffects.Decode(at, word & 0xFFFF, word >> 16);
            if (effects.IsCall || effects.Rule == PcRule.SupervisorCall) return true;
            at += (uint)effects.SizeInBytes;
        }

        return false;
    }
}
