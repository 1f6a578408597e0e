using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>
/// Says from registers and memory alone where one instruction leads. It never sees what the server made of the step.
/// </summary>
/// <remarks>Exceptions that come from outside are the judge's: it checks an entry by the frame that was stacked.</remarks>
internal sealed class StepPredictor(IStepMemory memory)
{
    private const int Sp = 13;
    private const int Pc = 15;
    private readonly Dictionary<uint, (uint Code, InstructionEffects Effects)> _decoded = [];

    /// <summary>PSP where the server does not give it: known from the last entry that used it.</summary>
    public uint? LastPsp { get; set; }

    /// <summary>Predicts the step from <paramref name="before"/>.</summary>
    public async ValueTask<StepPrediction> PredictAsync(CoreState before, CancellationToken cancellationToken)
    {
        InstructionEffects? decoded = await DecodeAsync(before.Pc, cancellationToken).ConfigureAwait(false);
        if (decoded is not { } effects) return new StepPrediction(PredictionKind.Fault, new() { SizeInBytes = 2, Rule = PcRule.Undefined }, before.Pc);
        uint next = before.Pc + (uint)effects.SizeInBytes;
        bool isInBlock = (before.It & 15) != 0;
        var ordinary = new StepPrediction(PredictionKind.Ordinary, effects, next) { Ipsr = before.Ipsr, It = effects.ItState ?? Advance(before.It) };
        if (isInBlock && effects.Rule != PcRule.Breakpoint && !Passes(before.It >> 4, before.Xpsr)) return ordinary with { IsSkipped = true };
        switch (effects.Rule)
        {
            case PcRule.Next: return ordinary;
            case PcRule.Direct: return ordinary with { Pc = effects.Target };
            case PcRule.Conditional: return Passes((uint)effects.Condition, before.Xpsr) ? ordinary with { Pc = effects.Target } : ordinary;
            case PcRule.CompareZero: return before.R[effects.Register] == 0 == (effects.Condition == 0) ? ordinary with { Pc = effects.Target } : ordinary;
            case PcRule.AddRegister: return ordinary with { Pc = before.Pc + 4 + Value(before, effects.Register) & ~1u };
            case PcRule.Breakpoint: return ordinary with { OtherPc = before.Pc };
            case PcRule.SupervisorCall: return ordinary with { Kind = PredictionKind.SupervisorCall };
            case PcRule.Undefined: return ordinary with { Kind = PredictionKind.Fault, Pc = before.Pc };
        }

        uint? loaded = effects.Rule switch
        {
            PcRule.Register => Value(before, effects.Register),
            PcRule.Table => await TableAsync(before, effects, cancellationToken).ConfigureAwait(false),
            _ => await ReadAsync(LoadAddress(before, effects), 4, cancellationToken).ConfigureAwait(false),
        };
        if (loaded is not { } target) return ordinary with { Kind = PredictionKind.Unknown };
        bool isExceptionReturn = before.Ipsr != 0 && target >> 28 == 15 && effects.Rule != PcRule.Table;
        return isExceptionReturn
            ? await ReturnAsync(before, ordinary, target, cancellationToken).ConfigureAwait(false)
            : ordinary with { Pc = target & ~1u };
    }

    /// <summary>Decodes the instruction at an address; null where there is no memory.</summary>
    public async ValueTask<InstructionEffects?> DecodeAsync(uint address, CancellationToken cancellationToken)
    {
        byte[] code = new byte[4];
        bool hasBoth = await memory.TryReadAsync(address, code, cancellationToken).ConfigureAwait(false);
        if (!hasBoth && !await memory.TryReadAsync(address, code.AsMemory(0, 2), cancellationToken).ConfigureAwait(false)) return null;
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(code);
        if (_decoded.TryGetValue(address, out (uint Code, InstructionEffects Effects) known) && known.Code == word) return known.Effects;
        InstructionEffects effects = InstructionEffects.Decode(address, word & 0xFFFF, word >> 16);
        _decoded[address] = (word, effects);
        return effects;
    }

    /// <summary>IT state behind one instruction (B1.4.2).</summary>
    private static uint Advance(uint it) => (it & 15) == 0 ? 0 : (it & 7) == 0 ? 0 : (it & 0xE0) | (it << 1 & 0x1F);

    private static bool Passes(uint condition, uint xpsr)
    {
        bool n = xpsr >> 31 != 0, z = (xpsr >> 30 & 1) != 0, c = (xpsr >> 29 & 1) != 0, v = (xpsr >> 28 & 1) != 0;
        return condition switch
        {
            0 => z, 1 => !z, 2 => c, 3 => !c, 4 => n, 5 => !n, 6 => v, 7 => !v,
            8 => c && !z, 9 => !c || z, 10 => n == v, 11 => n != v, 12 => !z && n == v, 13 => z || n != v,
            _ => true,
        };
    }

    private static uint Value(CoreState state, int register) => register == Pc ? state.Pc + 4 : state.R[register];

    private static uint LoadAddress(CoreState state, InstructionEffects effects)
    {
        uint start = effects.Register == Pc ? state.Pc + 4 & ~3u : state.R[effects.Register];
        return (uint)(start + effects.LoadOffset) + (effects.Index >= 0 ? state.R[effects.Index] << effects.IndexShift : 0);
    }

    private async ValueTask<uint?> TableAsync(CoreState before, InstructionEffects effects, CancellationToken cancellationToken)
    {
        uint entry = Value(before, effects.Register) + (before.R[effects.Index] << effects.IndexShift);
        return await ReadAsync(entry, 1 << effects.IndexShift, cancellationToken).ConfigureAwait(false) is { } halfwords ? before.Pc + 4 + 2 * halfwords : null;
    }

    // The frame lies on the stack that EXC_RETURN names (B1.5.8).
    private async ValueTask<StepPrediction> ReturnAsync(CoreState before, StepPrediction ordinary, uint excReturn, CancellationToken cancellationToken)
    {
        // The stack pointer is what a POP leaves behind: the frame begins above what it took.
        uint mainStack = before.Sp + (ordinary.Effects.Register == Sp && ordinary.Effects.Rule == PcRule.Load ? (uint)ordinary.Effects.LoadOffset + 4 : 0);
        uint? stack = (excReturn & 4) == 0 ? mainStack : before.Psp ?? LastPsp;
        var unknown = ordinary with { Kind = PredictionKind.Unknown, ExcReturn = excReturn };
        if (stack is not { } address || await ExceptionFrame.ReadAsync(memory, address, excReturn, cancellationToken).ConfigureAwait(false) is not { } frame)
            return unknown;
        return ordinary with
        {
            Kind = PredictionKind.ExceptionReturn,
            Pc = frame.ReturnAddress & ~1u,
            Ipsr = frame.Xpsr & CoreState.IpsrMask,
            It = (frame.Xpsr >> 8 & 0xFC) | (frame.Xpsr >> 25 & 3),
            Frame = frame,
            ExcReturn = excReturn,
        };
    }

    private async ValueTask<uint?> ReadAsync(uint address, int size, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[4];
        return await memory.TryReadAsync(address, bytes.AsMemory(0, size), cancellationToken).ConfigureAwait(false) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : null;
    }
}
