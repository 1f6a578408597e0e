using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace RspDebug.RspClient.TargetDescription;

/// <summary>All registers of the target, and where each stands in a <c>g</c> packet.</summary>
/// <remarks>
/// A <c>g</c> packet holds the registers by ascending number without gaps, so an offset is the sum of the widths before; how far a stub's
/// packet reaches shows only its length.
/// </remarks>
public sealed class RegisterLayout
{
    private readonly Dictionary<string, RegisterInfo> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, RegisterInfo> _byNumber = [];
    private readonly Dictionary<int, int> _offsetInBytes = [];

    /// <summary>Creates a layout.</summary>
    /// <param name="architecture">The described architecture, such as <c>arm</c>; empty when there is none.</param>
    /// <param name="registers">In document order. Of two equal names or numbers the first wins look-ups.</param>
    public RegisterLayout(string architecture, ImmutableArray<RegisterInfo> registers)
    {
        Architecture = architecture;
        Registers = registers;
        foreach (RegisterInfo register in registers)
        {
            _byName.TryAdd(register.Name, register);
            _byNumber.TryAdd(register.Number, register);
        }

        foreach (RegisterInfo register in _byNumber.Values.OrderBy(register => register.Number))
        {
            _offsetInBytes.Add(register.Number, SizeInBytes);
            SizeInBytes += register.SizeInBytes;
        }
    }

    /// <summary>r0-r15 and xPSR as 0-16: what an M-profile stub without a description means by a <c>g</c> packet of 17 words.</summary>
    public static RegisterLayout Fallback { get; } = CreateFallback(hasFpa: false);

    /// <summary>
    /// r0-r15, the eight 96-bit registers and the status of an FPU that no M-profile chip has, xPSR as 25: gdb's layout of an ARM that is not
    /// described, which old stubs still send.
    /// </summary>
    public static RegisterLayout FallbackWithFpa { get; } = CreateFallback(hasFpa: true);

    /// <summary>The described architecture; empty when there is none.</summary>
    public string Architecture { get; }

    /// <summary>All registers in document order, also those whose name came before.</summary>
    public ImmutableArray<RegisterInfo> Registers { get; }

    /// <summary>The size of a <c>g</c> packet that covers everything.</summary>
    public int SizeInBytes { get; }

    /// <summary>Finds a register by its normalised name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out RegisterInfo? register) => _byName.TryGetValue(name, out register);

    /// <summary>Finds a register by its number.</summary>
    public bool TryFind(int number, [NotNullWhen(true)] out RegisterInfo? register) => _byNumber.TryGetValue(number, out register);

    /// <summary>The register of that name, or null.</summary>
    public RegisterInfo? this[string name] => _byName.GetValueOrDefault(name);

    /// <summary>Where a register stands in a <c>g</c> packet, in bytes.</summary>
    /// <exception cref="ArgumentException">The register is not of this layout.</exception>
    public int GetOffsetInBytes(RegisterInfo register)
    {
        if (!Contains(register)) throw new ArgumentException($"Register {register.Name} ({register.Number}) is not described by the stub.", nameof(register));
        return _offsetInBytes[register.Number];
    }

    /// <summary>True when the stub describes this register; other numbers are never sent (OpenOCD would drop the connection).</summary>
    public bool Contains(RegisterInfo register) => _byNumber.TryGetValue(register.Number, out RegisterInfo? known) && known.SizeInBits == register.SizeInBits;

    private static RegisterLayout CreateFallback(bool hasFpa)
    {
        const string Feature = "org.gnu.gdb.arm.m-profile";
        var registers = ImmutableArray.CreateBuilder<RegisterInfo>();
        void Add(string name, int sizeInBits, string group) => registers.Add(new RegisterInfo(name, name, registers.Count, sizeInBits, "int", group, Feature));
        for (int number = 0; number < 13; number++) Add($"r{number}", 32, "general");
        Add("sp", 32, "general");
        Add("lr", 32, "general");
        Add("pc", 32, "general");
        for (int number = 0; hasFpa && number < 8; number++) Add($"f{number}", 96, "float");
        if (hasFpa) Add("fps", 32, "float");
        Add("xpsr", 32, "general");
        return new RegisterLayout("arm", registers.ToImmutable());
    }
}
