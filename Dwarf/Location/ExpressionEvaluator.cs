using System.Buffers.Binary;
using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>Runs one DWARF expression and stops wherever it needs something that the expression does not hold.</summary>
/// <remarks>DWARF 5, 2.5 and 2.6, all operations of DWARF 2 to 5 and the GNU extensions. Operations, stack, calls and types are bounded, so it ends on any input.</remarks>
/// <example>
/// <code>
/// var evaluator = new ExpressionEvaluator(expression, ExpressionOptions.Default);
/// EvaluationStep step = evaluator.Run();
/// while (step is EvaluationStep.NeedsRegister register)
///     step = evaluator.Resume(ReadRegister(register.DwarfRegister));
/// </code>
/// </example>
public sealed partial class ExpressionEvaluator
{
    private const int MaxStack = 1024;
    private const int MaxCallDepth = 32;
    private const int LargestValueInBytes = 8;

    private readonly ExpressionOptions _options;
    private readonly StackArithmetic _arithmetic;
    private readonly List<StackValue> _stack = [];
    private readonly Stack<(ReadOnlyMemory<byte> Code, int Offset)> _callers = new();
    private readonly Dictionary<ulong, BaseType> _types = [];
    private readonly ImmutableArray<Piece>.Builder _pieces = ImmutableArray.CreateBuilder<Piece>();
    private ReadOnlyMemory<byte> _code;
    private int _offset;
    private int _operations;
    private PieceLocation? _location;
    private bool _isUninitialized;
    private EvaluationStep? _step;
    private Func<ulong, EvaluationStep?>? _onValue;
    private Func<BaseType, EvaluationStep?>? _onType;

    /// <summary>Prepares an evaluation; nothing runs yet.</summary>
    /// <param name="expression">The operations; kept, not copied.</param>
    /// <param name="options">What the unit around it settles.</param>
    public ExpressionEvaluator(ReadOnlyMemory<byte> expression, ExpressionOptions options)
    {
        if (options.AddressSizeInBytes is not (2 or 4 or 8))
            throw new ArgumentOutOfRangeException(nameof(options), options.AddressSizeInBytes, "Addresses have 2, 4 or 8 bytes");
        _code = expression;
        _options = options;
        _arithmetic = new StackArithmetic(options.AddressSizeInBytes);
        if (options.InitialValue is { } initial)
            _stack.Add(_arithmetic.Generic(initial));
    }

    /// <summary>Runs to the first need or to the end. Called again it repeats the last step.</summary>
    /// <exception cref="DwarfFormatException">Unknown operation, cut operand, empty stack or other nonsense; places are offsets in the expression.</exception>
    public EvaluationStep Run() => _step ?? Continue();

    /// <summary>Answers a need with a number.</summary>
    /// <param name="value">The value asked for; for a register, its low bytes.</param>
    /// <exception cref="InvalidOperationException">The evaluation did not ask for a number.</exception>
    /// <exception cref="DwarfFormatException">As for <see cref="Run"/>.</exception>
    public EvaluationStep Resume(ulong value)
    {
        Func<ulong, EvaluationStep?> answer = _onValue ?? throw new InvalidOperationException($"Not waiting for a number but at {_step}");
        _onValue = null;
        return _step = answer(value) ?? Continue();
    }

    /// <summary>Answers <see cref="EvaluationStep.NeedsMemory"/>.</summary>
    /// <param name="memory">Exactly the bytes asked for, in target order.</param>
    /// <inheritdoc cref="Resume(ulong)" path="/exception"/>
    public EvaluationStep Resume(ReadOnlySpan<byte> memory)
    {
        if (_step is not EvaluationStep.NeedsMemory need || need.SizeInBytes != memory.Length)
            throw new InvalidOperationException($"{memory.Length} bytes do not answer {_step}");
        ulong value = 0;
        for (int i = 0; i < memory.Length; i++)
            value |= (ulong)memory[i] << (8 * (_options.IsBigEndian ? memory.Length - 1 - i : i));
        return Resume(value);
    }

    /// <summary>Answers <see cref="EvaluationStep.NeedsBaseType"/>.</summary>
    /// <inheritdoc cref="Resume(ulong)" path="/exception"/>
    public EvaluationStep Resume(BaseType type)
    {
        Func<BaseType, EvaluationStep?> answer = _onType ?? throw new InvalidOperationException($"Not waiting for a type but at {_step}");
        _onType = null;
        return _step = answer(type) ?? Continue();
    }

    /// <summary>Answers <see cref="EvaluationStep.NeedsDieExpression"/>.</summary>
    /// <param name="expression">The DIE's location expression; empty when it has none, which makes the call do nothing.</param>
    /// <inheritdoc cref="Resume(ulong)" path="/exception"/>
    public EvaluationStep ResumeWithExpression(ReadOnlyMemory<byte> expression)
    {
        if (_step is not EvaluationStep.NeedsDieExpression)
            throw new InvalidOperationException($"Not waiting for an expression but at {_step}");
        _callers.Push((_code, _offset));
        _code = expression;
        _offset = 0;
        return _step = Continue();
    }

    private EvaluationStep Continue()
    {
        while (true)
        {
            if (_offset >= _code.Length)
            {
                if (_callers.Count == 0)
                    return _step = Finish();
                (_code, _offset) = _callers.Pop();
                continue;
            }
            if (++_operations > _options.MaxOperations)
                return _step = new EvaluationStep.Refused($"The expression runs for more than {_options.MaxOperations} operations");
            var reader = new SectionReader(_code.Span, SectionId.Expression, _options.IsBigEndian);
            reader.Seek(_offset);
            var operation = (DwOp)reader.ReadByte();
            if (_location is not null && operation is not (DwOp.Piece or DwOp.BitPiece or DwOp.Nop or DwOp.GnuUninit))
                throw reader.Malformed($"Operation 0x{(int)operation:x2} follows a complete location; only a piece may", _offset);
            EvaluationStep? step = Execute(operation, ref reader);
            if (step is not null)
                return _step = step;
        }
    }

    private EvaluationStep Finish()
    {
        if (_pieces.Count > 0)
        {
            return _location is null
                ? new EvaluationStep.Done(_pieces.ToImmutable())
                : throw Malformed("The last part of a composite location lacks its piece operation");
        }
        if (_location is null && _stack.Count == 0)
            return _options.Kind == ExpressionKind.Value ? throw Malformed("The expression leaves no value") : new EvaluationStep.OptimizedOut();
        PieceLocation location = _location ?? (_options.Kind == ExpressionKind.Value ? TopAsValue() : new PieceLocation.Memory(new TargetAddress(_stack[^1].Bits)));
        return new EvaluationStep.Done([new Piece(location, IsUninitialized: _isUninitialized)]);
    }

    private void EndPiece(ulong sizeInBits, ulong offsetInBits)
    {
        PieceLocation location = _location ?? (_stack.Count == 0 ? new PieceLocation.Empty() : new PieceLocation.Memory(new TargetAddress(Pop().Bits)));
        _pieces.Add(new Piece(location, sizeInBits, offsetInBits, _isUninitialized));
        _location = null;
        _isUninitialized = false;
    }

    private PieceLocation.Value TopAsValue()
    {
        StackValue top = Pop();
        Span<byte> bytes = stackalloc byte[LargestValueInBytes];
        int size = top.SizeInBytes(_options.AddressSizeInBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, top.Bits);
        if (_options.IsBigEndian)
            bytes[..size].Reverse();
        return new PieceLocation.Value(ImmutableArray.Create<byte>(bytes[..size]));
    }

    private StackValue Pop()
    {
        StackValue top = Peek(0);
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private StackValue Peek(int depth) => depth < _stack.Count ? _stack[^(depth + 1)] : throw Malformed($"Entry {depth} of a stack of {_stack.Count} is needed");

    private EvaluationStep? Push(StackValue value)
    {
        if (_stack.Count >= MaxStack)
            throw Malformed($"The stack grows beyond {MaxStack} entries");
        _stack.Add(value);
        return null;
    }

    private EvaluationStep? PushGeneric(ulong bits) => Push(_arithmetic.Generic(bits));

    private EvaluationStep Ask(EvaluationStep request, Func<ulong, EvaluationStep?> answer)
    {
        _onValue = answer;
        return request;
    }

    private EvaluationStep Ask(EvaluationStep request) => Ask(request, PushGeneric);

    private DwarfFormatException Malformed(string what) => new(what, SectionId.Expression, _offset);
}
