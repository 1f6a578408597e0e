using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Runs a line program. DWARF 5, 6.2.5.</summary>
internal ref struct LineProgram
{
    private readonly LineHeader _header;
    private readonly ILineRowSink _sink;
    private SectionReader _reader;
    private ulong _address;
    private uint _operation;
    private int _file;
    private int _line;
    private int _column;
    private LineRowFlags _flags;

    private LineProgram(LineHeader header, ILineRowSink sink)
    {
        _header = header;
        _sink = sink;
        _reader = header.Sections.Reader(SectionId.DebugLine);
        _reader.Seek(header.ProgramStart);
        _reader = _reader.ReadSlice(header.ProgramEnd - header.ProgramStart);
        Reset();
    }

    /// <summary>Runs the program to its end and hands on each row.</summary>
    /// <exception cref="DwarfFormatException">An operand is cut off or the header's line_range is 0.</exception>
    public static void Run(LineHeader header, ILineRowSink sink)
    {
        LineProgram program = new(header, sink);
        while (!program._reader.IsAtEnd) program.Step();
    }

    private void Reset()
    {
        _address = 0;
        _operation = 0;
        _file = 1;
        _line = 1;
        _column = 0;
        _flags = _header.DefaultIsStatement ? LineRowFlags.IsStatement : LineRowFlags.None;
    }

    private void Step()
    {
        byte opcode = _reader.ReadByte();
        if (opcode >= _header.OpcodeBase) Special(opcode);
        else if (opcode == 0) Extended();
        else Standard((DwLns)opcode);
    }

    private void Special(byte opcode)
    {
        int adjusted = opcode - _header.OpcodeBase;
        CheckLineRange();
        Advance((ulong)(adjusted / _header.LineRange));
        _line = unchecked(_line + _header.LineBase + (adjusted % _header.LineRange));
        Emit();
    }

    private void Standard(DwLns opcode)
    {
        switch (opcode)
        {
            case DwLns.Copy: Emit(); break;
            case DwLns.AdvancePc: Advance(_reader.ReadUleb128()); break;
            case DwLns.AdvanceLine: _line = unchecked(_line + (int)_reader.ReadSleb128()); break;
            case DwLns.SetFile: _file = (int)Math.Min(_reader.ReadUleb128(), int.MaxValue); break;
            case DwLns.SetColumn: _column = (int)Math.Min(_reader.ReadUleb128(), int.MaxValue); break;
            case DwLns.NegateStmt: _flags ^= LineRowFlags.IsStatement; break;
            case DwLns.SetBasicBlock: _flags |= LineRowFlags.BasicBlock; break;
            case DwLns.ConstAddPc:
                CheckLineRange();
                Advance((ulong)((255 - _header.OpcodeBase) / _header.LineRange));
                break;
            case DwLns.FixedAdvancePc:
                _address = unchecked(_address + _reader.ReadUInt16());
                _operation = 0;
                break;
            case DwLns.SetPrologueEnd: _flags |= LineRowFlags.PrologueEnd; break;
            case DwLns.SetEpilogueBegin: _flags |= LineRowFlags.EpilogueBegin; break;
            case DwLns.SetIsa: _ = _reader.ReadUleb128(); break;
            default:
                // DWARF 5, 6.2.4: an opcode of a later version is skipped by its number of operands.
                for (int i = _header.OperandCounts.Span[(int)opcode - 1]; i > 0; i--) _ = _reader.ReadUleb128();
                break;
        }
    }

    private void Extended()
    {
        int start = _reader.Offset;
        int length = _reader.ReadUleb128AsInt32();
        SectionReader operands = _reader.ReadSlice(length);
        if (length == 0) return;
        switch ((DwLne)operands.ReadByte())
        {
            case DwLne.EndSequence:
                _flags |= LineRowFlags.EndSequence;
                Emit();
                Reset();
                break;
            case DwLne.SetAddress:
                // The operand's size is the extended opcode's length less one, whatever the header says.
                if (operands.Remaining is not (2 or 4 or 8)) throw _reader.Malformed($"Address of {operands.Remaining} bytes in a line program", start);
                _address = operands.ReadAddress(operands.Remaining);
                _operation = 0;
                break;
            case DwLne.DefineFile:
                LineString name = LineString.Here(ref operands);
                _header.DefineFile(new LineFileEntry(name, operands.ReadUleb128()));
                break;
            default: break;
        }
    }

    private void Advance(ulong operations)
    {
        // DWARF 5, 6.2.5.1; maximum_operations_per_instruction is 1 on everything but VLIW machines.
        if (_header.MaximumOperations <= 1)
        {
            _address = unchecked(_address + (operations * _header.MinimumInstructionLength));
            return;
        }
        ulong total = unchecked(_operation + operations);
        _address = unchecked(_address + (_header.MinimumInstructionLength * (total / _header.MaximumOperations)));
        _operation = (uint)(total % _header.MaximumOperations);
    }

    private void Emit()
    {
        _sink.Add(_address, _file, _line, _column, _flags);
        _flags &= LineRowFlags.IsStatement;
    }

    private readonly void CheckLineRange()
    {
        if (_header.LineRange == 0) throw _reader.Malformed("line_range is 0", _reader.Offset);
    }
}
