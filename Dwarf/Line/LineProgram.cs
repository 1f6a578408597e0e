using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>Runs a line program row by row. DWARF 5, 6.2.5.</summary>
/// <example>
/// <code>
/// LineProgram program = new(header);
/// while (program.MoveNext()) Show(program.Address, program.Line);
/// </code>
/// </example>
internal ref struct LineProgram
{
    private readonly LineHeader _header;
    private SectionReader _reader;
    private uint _operation;
    private readonly bool _definesFiles;

    /// <summary>Runs a whole program.</summary>
    public LineProgram(LineHeader header)
        : this(header, header.ProgramStart)
    {
        _definesFiles = true;
    }

    /// <summary>Runs a program from the start of one of its sequences.</summary>
    public LineProgram(LineHeader header, int sequence)
    {
        _header = header;
        _reader = header.Sections.Reader(SectionId.DebugLine);
        _reader.Seek(sequence);
        _reader = _reader.ReadSlice(header.ProgramEnd - sequence);
        Reset();
    }

    /// <summary>Of the next opcode, from the start of <c>.debug_line</c>.</summary>
    public readonly int Offset => _reader.Offset;

    /// <summary>Of the row: as written, Thumb bit and all.</summary>
    public ulong Address { get; private set; }

    /// <summary>Number of the row's file in the header.</summary>
    public int File { get; private set; }

    /// <summary>Of the row; damage can make it negative.</summary>
    public int Line { get; private set; }

    /// <summary>Of the row; 0 when not given.</summary>
    public int Column { get; private set; }

    /// <summary>Of the row.</summary>
    public LineRowFlags Flags { get; private set; }

    private readonly bool IsBehindSequence => (Flags & LineRowFlags.EndSequence) != LineRowFlags.None;

    /// <summary>Runs to the next row.</summary>
    /// <returns>False at the program's end.</returns>
    /// <exception cref="DwarfFormatException">An operand is cut off or the header's line_range is 0.</exception>
    public bool MoveNext()
    {
        if (IsBehindSequence) Reset();
        else Flags &= LineRowFlags.IsStatement;
        while (!_reader.IsAtEnd)
        {
            byte opcode = _reader.ReadByte();
            if (opcode >= _header.OpcodeBase)
            {
                Special(opcode);
                return true;
            }
            if (opcode == 0) Extended();
            else Standard((DwLns)opcode);
            if (opcode == (byte)DwLns.Copy || IsBehindSequence) return true;
        }
        return false;
    }

    /// <summary>Goes behind the sequence of the present row without running it.</summary>
    /// <exception cref="DwarfFormatException">An operand is cut off.</exception>
    public void SkipSequence()
    {
        while (!IsBehindSequence && !_reader.IsAtEnd)
        {
            byte opcode = _reader.ReadByte();
            if (opcode >= _header.OpcodeBase) continue;
            if (opcode == 0) Extended();
            else if (opcode == (byte)DwLns.FixedAdvancePc) _reader.Skip(2);
            else SkipOperands(opcode);
        }
    }

    private void Reset()
    {
        Address = 0;
        _operation = 0;
        File = 1;
        Line = 1;
        Column = 0;
        Flags = _header.DefaultIsStatement ? LineRowFlags.IsStatement : LineRowFlags.None;
    }

    private void Special(byte opcode)
    {
        int adjusted = opcode - _header.OpcodeBase;
        CheckLineRange();
        (int operations, int lines) = Math.DivRem(adjusted, _header.LineRange);
        Advance((ulong)operations);
        Line = unchecked(Line + _header.LineBase + lines);
    }

    private void Standard(DwLns opcode)
    {
        switch (opcode)
        {
            case DwLns.Copy: break;
            case DwLns.AdvancePc: Advance(_reader.ReadUleb128()); break;
            case DwLns.AdvanceLine: Line = unchecked(Line + (int)_reader.ReadSleb128()); break;
            case DwLns.SetFile: File = (int)Math.Min(_reader.ReadUleb128(), int.MaxValue); break;
            case DwLns.SetColumn: Column = (int)Math.Min(_reader.ReadUleb128(), int.MaxValue); break;
            case DwLns.NegateStmt: Flags ^= LineRowFlags.IsStatement; break;
            case DwLns.SetBasicBlock: Flags |= LineRowFlags.BasicBlock; break;
            case DwLns.ConstAddPc:
                CheckLineRange();
                Advance((ulong)((255 - _header.OpcodeBase) / _header.LineRange));
                break;
            case DwLns.FixedAdvancePc:
                Address = unchecked(Address + _reader.ReadUInt16());
                _operation = 0;
                break;
            case DwLns.SetPrologueEnd: Flags |= LineRowFlags.PrologueEnd; break;
            case DwLns.SetEpilogueBegin: Flags |= LineRowFlags.EpilogueBegin; break;
            case DwLns.SetIsa: _ = _reader.ReadUleb128(); break;
            // DWARF 5, 6.2.4: an opcode of a later version is skipped by its number of operands.
            default: SkipOperands((byte)opcode); break;
        }
    }

    private void SkipOperands(byte opcode)
    {
        for (int i = _header.OperandCounts[opcode - 1]; i > 0; i--) _reader.SkipLeb128();
    }

    private void Extended()
    {
        int start = _reader.Offset;
        int length = _reader.ReadUleb128AsInt32();
        SectionReader operands = _reader.ReadSlice(length);
        if (length == 0) return;
        switch ((DwLne)operands.ReadByte())
        {
            case DwLne.EndSequence: Flags |= LineRowFlags.EndSequence; break;
            case DwLne.SetAddress:
                // The operand's size is the extended opcode's length less one, whatever the header says.
                if (operands.Remaining is not (2 or 4 or 8)) throw _reader.Malformed($"Address of {operands.Remaining} bytes in a line program", start);
                Address = operands.ReadAddress(operands.Remaining);
                _operation = 0;
                break;
            case DwLne.DefineFile:
                LineString name = LineString.Here(ref operands);
                if (_definesFiles) _header.DefineFile(new LineFileEntry(name, operands.ReadUleb128()));
                break;
            default: break;
        }
    }

    private void Advance(ulong operations)
    {
        // DWARF 5, 6.2.5.1; maximum_operations_per_instruction is 1 on everything but VLIW machines.
        if (_header.MaximumOperations <= 1)
        {
            Address = unchecked(Address + (operations * _header.MinimumInstructionLength));
            return;
        }
        ulong total = unchecked(_operation + operations);
        Address = unchecked(Address + (_header.MinimumInstructionLength * (total / _header.MaximumOperations)));
        _operation = (uint)(total % _header.MaximumOperations);
    }

    private readonly void CheckLineRange()
    {
        if (_header.LineRange == 0) throw _reader.Malformed("line_range is 0", _reader.Offset);
    }
}
