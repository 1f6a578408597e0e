using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>The state of one run over the instructions of a CIE and an FDE.</summary>
internal sealed class CfiMachine
{
    private const int MaxRememberedRows = 1024;

    private readonly Fde _fde;
    private readonly ImmutableSortedDictionary<int, RegisterRule> _initialRules;
    private readonly Stack<(CfaRule Cfa, ImmutableSortedDictionary<int, RegisterRule> Rules)> _remembered = new();
    private ImmutableSortedDictionary<int, RegisterRule> _rules = ImmutableSortedDictionary<int, RegisterRule>.Empty;
    private CfaRule _cfa = new CfaRule.Undefined();
    private ulong _location;
    private int _offset;
    private bool _isFinished;

    public CfiMachine(Fde fde)
    {
        _fde = fde;
        _location = fde.Start.Value;
        var reader = CreateReader(fde.Cie.InitialInstructions);
        while (!reader.IsAtEnd)
        {
            if (Execute(ref reader) is not null)
                throw Malformed("A CIE advances the location", fde.Cie.InstructionsOffset + reader.Offset);
        }
        _initialRules = _rules;
    }

    public bool TryNextRow([NotNullWhen(true)] out UnwindRow? row)
    {
        var reader = CreateReader(_fde.Instructions);
        reader.Seek(_offset);
        while (!reader.IsAtEnd)
        {
            int before = reader.Offset;
            ulong? next = Execute(ref reader);
            _offset = reader.Offset;
            if (next is not { } location || location == _location)
                continue;
            if (location < _location)
                throw Malformed("The location goes backwards", _fde.InstructionsOffset + before);
            row = CreateRow(Math.Min(location, _fde.End.Value));
            _location = location;
            if (location >= _fde.End.Value)
                _offset = _fde.Instructions.Length;
            if (row.Start < row.End)
                return true;
        }
        row = null;
        if (_isFinished || _location >= _fde.End.Value)
            return false;
        _isFinished = true;
        row = CreateRow(_fde.End.Value);
        return true;
    }

    private UnwindRow CreateRow(ulong end) => new(CodeAddress.Exact(_location), CodeAddress.Exact(end), _cfa, _rules);

    // Gives the new location when the instruction is an advance.
    private ulong? Execute(ref SectionReader reader)
    {
        byte instruction = reader.ReadByte();
        int low = instruction & 0x3f;
        switch ((DwCfa)(instruction & 0xc0))
        {
            case DwCfa.AdvanceLoc: return Advance((ulong)low);
            case DwCfa.Offset: Set(low, new RegisterRule.Offset(Factored(reader.ReadUleb128()))); return null;
            case DwCfa.Restore: Restore(low); return null;
        }
        switch ((DwCfa)instruction)
        {
            case DwCfa.Nop or DwCfa.Aarch64NegateRaState: return null;
            case DwCfa.GnuArgsSize: reader.ReadUleb128(); return null;
            case DwCfa.SetLoc: return SetLocation(ref reader);
            case DwCfa.AdvanceLoc1: return Advance(reader.ReadByte());
            case DwCfa.AdvanceLoc2: return Advance(reader.ReadUInt16());
            case DwCfa.AdvanceLoc4: return Advance(reader.ReadUInt32());
            case DwCfa.MipsAdvanceLoc8: return Advance(reader.ReadUInt64());
            case DwCfa.DefCfa: _cfa = new CfaRule.RegisterOffset(Register(ref reader), Unfactored(reader.ReadUleb128())); return null;
            case DwCfa.DefCfaSf: _cfa = new CfaRule.RegisterOffset(Register(ref reader), Factored(reader.ReadSleb128())); return null;
            // GNU as for RISC-V begins with the register alone, and means offset 0.
            case DwCfa.DefCfaRegister: _cfa = (_cfa is CfaRule.Undefined ? new CfaRule.RegisterOffset(0, 0) : RegisterCfa(reader)) with { DwarfRegister = Register(ref reader) }; return null;
            case DwCfa.DefCfaOffset: _cfa = RegisterCfa(reader) with { OffsetInBytes = Unfactored(reader.ReadUleb128()) }; return null;
            case DwCfa.DefCfaOffsetSf: _cfa = RegisterCfa(reader) with { OffsetInBytes = Factored(reader.ReadSleb128()) }; return null;
            case DwCfa.DefCfaExpression: _cfa = new CfaRule.Expression(Block(ref reader)); return null;
            case DwCfa.Undefined: Set(Register(ref reader), new RegisterRule.Undefined()); return null;
            case DwCfa.SameValue: Set(Register(ref reader), new RegisterRule.SameValue()); return null;
            case DwCfa.OffsetExtended: Set(Register(ref reader), new RegisterRule.Offset(Factored(reader.ReadUleb128()))); return null;
            case DwCfa.OffsetExtendedSf: Set(Register(ref reader), new RegisterRule.Offset(Factored(reader.ReadSleb128()))); return null;
            case DwCfa.GnuNegativeOffsetExtended: Set(Register(ref reader), new RegisterRule.Offset(unchecked(-Factored(reader.ReadUleb128())))); return null;
            case DwCfa.ValOffset: Set(Register(ref reader), new RegisterRule.ValOffset(Factored(reader.ReadUleb128()))); return null;
            case DwCfa.ValOffsetSf: Set(Register(ref reader), new RegisterRule.ValOffset(Factored(reader.ReadSleb128()))); return null;
            case DwCfa.Register: Set(Register(ref reader), new RegisterRule.Register(Register(ref reader))); return null;
            case DwCfa.Expression: Set(Register(ref reader), new RegisterRule.Expression(Block(ref reader))); return null;
            case DwCfa.ValExpression: Set(Register(ref reader), new RegisterRule.ValExpression(Block(ref reader))); return null;
            case DwCfa.RestoreExtended: Restore(Register(ref reader)); return null;
            case DwCfa.RememberState: Remember(reader); return null;
            case DwCfa.RestoreState: Recall(reader); return null;
            default: throw reader.Malformed($"Unknown call frame instruction 0x{instruction:x2} (DWARF 5, 7.24)", reader.Offset - 1, "Report the compiler and its version");
        }
    }

    private ulong Advance(ulong delta) => unchecked(_location + delta * _fde.Cie.CodeAlignmentFactor);

    private ulong SetLocation(ref SectionReader reader)
    {
        Cie cie = _fde.Cie;
        if (cie.Section == SectionId.EhFrame && cie.PointerEncoding != EhPointer.Absolute)
            throw reader.Malformed("DW_CFA_set_loc with a relative pointer is not known", reader.Offset - 1, "Report the compiler and its version");
        return reader.ReadAddress(cie.AddressSizeInBytes);
    }

    private void Set(int register, RegisterRule rule) => _rules = _rules.SetItem(register, rule);

    private void Restore(int register) =>
        _rules = _initialRules is not null && _initialRules.TryGetValue(register, out RegisterRule? rule) ? _rules.SetItem(register, rule) : _rules.Remove(register);

    private void Remember(SectionReader reader)
    {
        if (_remembered.Count >= MaxRememberedRows)
            throw reader.Malformed($"More than {MaxRememberedRows} remembered rows", reader.Offset - 1);
        _remembered.Push((_cfa, _rules));
    }

    private void Recall(SectionReader reader)
    {
        if (!_remembered.TryPop(out (CfaRule Cfa, ImmutableSortedDictionary<int, RegisterRule> Rules) row))
            throw reader.Malformed("DW_CFA_restore_state without DW_CFA_remember_state", reader.Offset - 1);
        (_cfa, _rules) = row;
    }

    private CfaRule.RegisterOffset RegisterCfa(SectionReader reader) =>
        _cfa as CfaRule.RegisterOffset ?? throw reader.Malformed("The CFA is not a register plus offset here", reader.Offset - 1);

    private static int Register(ref SectionReader reader) => reader.ReadUleb128AsInt32();

    private static ReadOnlyMemory<byte> Block(ref SectionReader reader) => reader.ReadBytes(reader.ReadUleb128()).ToArray();

    private static long Unfactored(ulong offset) => unchecked((long)offset);

    private long Factored(ulong offset) => Factored(unchecked((long)offset));

    private long Factored(long offset) => unchecked(offset * _fde.Cie.DataAlignmentFactor);

    private SectionReader CreateReader(ReadOnlyMemory<byte> instructions) => new(instructions.Span, _fde.Cie.Section, _fde.Cie.IsBigEndian);

    private DwarfFormatException Malformed(string what, int offset) => new(what, _fde.Cie.Section, offset);
}
