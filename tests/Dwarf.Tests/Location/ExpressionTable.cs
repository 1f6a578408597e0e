using System.Globalization;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Location;

/// <summary>The cases of <c>expressions.txt</c>, and how a case is run.</summary>
internal static class ExpressionTable
{
    public static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Dwarf.Tests", "Location", "expressions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    public static IEnumerable<TestCaseData> Cases() =>
        Rows().Select(row => new TestCaseData(row[0], row[1], row[2], row[3]).SetArgDisplayNames($"{row[0]} | {row[1]} | {row[2]}"));

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static ExpressionOptions Options(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? initial = words.FirstOrDefault(word => word.StartsWith("init=", StringComparison.Ordinal))?[5..];
        return new ExpressionOptions
        {
            Kind = words.Contains("value") ? ExpressionKind.Value : ExpressionKind.Location,
            AddressSizeInBytes = words.Contains("8") ? 8 : words.Contains("2") ? 2 : 4,
            IsBigEndian = words.Contains("be"),
            Version = words.Contains("v2") ? 2 : 5,
            Format = words.Contains("64") ? DwarfFormat.Dwarf64 : DwarfFormat.Dwarf32,
            InitialValue = initial is null ? null : Number(initial),
        };
    }

    public static string Run(string options, string hex, string answers)
    {
        try
        {
            var evaluator = new ExpressionEvaluator(Bytes(hex), Options(options));
            EvaluationStep step = evaluator.Run();
            foreach (string answer in answers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (answer == "n")
                    break;
                step = Answer(evaluator, step, answer);
            }
            return Text(step);
        }
        catch (DwarfFormatException exception)
        {
            return $"bad {exception.Offset}";
        }
    }

    private static EvaluationStep Answer(ExpressionEvaluator evaluator, EvaluationStep step, string answer)
    {
        if (answer.StartsWith("t:", StringComparison.Ordinal))
        {
            int[] parts = [.. answer[2..].Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            return evaluator.Resume(new BaseType((DwAte)parts[0], parts[1]));
        }
        if (answer.StartsWith("x:", StringComparison.Ordinal))
            return evaluator.ResumeWithExpression(Bytes(answer[2..]));
        return step is EvaluationStep.NeedsMemory need ? evaluator.Resume(BitConverter.GetBytes(Number(answer)).AsSpan(0, need.SizeInBytes)) : evaluator.Resume(Number(answer));
    }

    private static ulong Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : ulong.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(EvaluationStep step) => step switch
    {
        EvaluationStep.Done { Pieces: [{ SizeInBits: null } only] } => Place(only) + (only.IsUninitialized ? " uninit" : ""),
        EvaluationStep.Done done => string.Join(' ', done.Pieces.Select(piece => $"[{Place(piece)} {piece.SizeInBits}@{piece.OffsetInBits}]")),
        EvaluationStep.OptimizedOut => "none",
        EvaluationStep.Refused => "refused",
        EvaluationStep.NeedsMemory need => $"NeedsMemory {need.Address.Value:x} {need.SizeInBytes}{(need.AddressSpace is { } space ? $" space {space}" : "")}",
        EvaluationStep.NeedsRegister need => $"NeedsRegister {need.DwarfRegister} {need.SizeInBytes}",
        EvaluationStep.NeedsEntryValue need => $"NeedsEntryValue {Convert.ToHexStringLower(need.Expression.Span)}",
        EvaluationStep.NeedsParameterEntryValue need => $"NeedsParameterEntryValue {need.UnitOffset:x}",
        EvaluationStep.NeedsVariableValue need => $"NeedsVariableValue {need.DebugInfoOffset:x}",
        EvaluationStep.NeedsIndexedAddress need => $"NeedsIndexedAddress {need.Index}",
        EvaluationStep.NeedsDieExpression need => $"NeedsDieExpression {need.Offset:x} {(need.IsUnitOffset ? "unit" : "info")}",
        EvaluationStep.NeedsBaseType need => $"NeedsBaseType {need.UnitOffset:x}",
        _ => step.GetType().Name,
    };

    private static string Place(Piece piece) => piece.Location switch
    {
        PieceLocation.Memory memory => $"mem {memory.Address.Value:x}",
        PieceLocation.Register register => $"reg {register.DwarfRegister}",
        PieceLocation.Value value => $"val {Convert.ToHexStringLower(value.Bytes.AsSpan())}",
        PieceLocation.ImplicitPointer pointer => $"iptr {pointer.DebugInfoOffset:x}+{pointer.OffsetInBytes}",
        _ => "none",
    };
}
