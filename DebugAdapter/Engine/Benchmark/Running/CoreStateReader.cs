using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Reads the registers afresh from the server, past everything that the engine remembers.</summary>
internal sealed class CoreStateReader
{
    private static readonly string[] SystemNames = ["msp", "psp", "control", "primask", "basepri", "faultmask", "fpscr"];
    private readonly ITargetLink _link;
    private readonly RegisterValues _values;
    private readonly TargetRegister[] _core;
    private readonly Dictionary<string, TargetRegister> _system;
    private readonly TargetRegister[] _float;

    public CoreStateReader(ITargetLink link)
    {
        _link = link;
        _values = new RegisterValues(link.Registers.Count);
        Dictionary<string, TargetRegister> byName = link.Registers.ToDictionary(static r => r.Name, StringComparer.Ordinal);
        _core = [.. RegisterNames.Core.Append("xpsr").Select(name => byName[name])];
        _system = SystemNames.Where(byName.ContainsKey).ToDictionary(static name => name, name => byName[name], StringComparer.Ordinal);
        IEnumerable<string> names = byName.ContainsKey("d0") ? Enumerable.Range(0, 16).Select(static n => $"d{n}") : Enumerable.Range(0, 32).Select(static n => $"s{n}");
        _float = [.. names.Where(byName.ContainsKey).Select(name => byName[name])];
        if (_float.Length is not (16 or 32)) _float = [];
    }

    /// <summary>True when S0 to S31 come along with the others, so that they cost nothing.</summary>
    public bool FloatIsFree { get; private set; }

    /// <summary>Reads.</summary>
    /// <param name="withFloat">S0 to S31 too, also when each costs a packet.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask<CoreState> ReadAsync(bool withFloat, CancellationToken cancellationToken)
    {
        _values.Clear();
        await _link.ReadRegistersAsync(_values, null, cancellationToken).ConfigureAwait(false);
        FloatIsFree = _float.Length > 0 && Array.TrueForAll(_float, register => _values[register.Index] is not null);
        foreach (TargetRegister register in _system.Values) await FetchAsync(register, cancellationToken).ConfigureAwait(false);
        if (withFloat)
            foreach (TargetRegister register in _float) await FetchAsync(register, cancellationToken).ConfigureAwait(false);
        uint[] core = new uint[16];
        for (int number = 0; number < 16; number++) core[number] = (uint)(_values[_core[number].Index] ?? 0);
        uint? masks = System("primask") is { } primask && System("basepri") is { } basepri && System("faultmask") is { } faultmask
            ? primask | basepri << 8 | faultmask << 16 : null;
        return new CoreState
        {
            R = core, Xpsr = (uint)(_values[_core[16].Index] ?? 0), Msp = System("msp"), Psp = System("psp"), Control = System("control"),
            Masks = masks, Fpscr = System("fpscr"), S = withFloat || FloatIsFree ? Singles() : null,
        };
    }

    private uint? System(string name) => _system.TryGetValue(name, out TargetRegister? register) ? (uint?)_values[register.Index] : null;

    private uint[]? Singles()
    {
        if (_float.Length == 0) return null;
        uint[] singles = new uint[32];
        for (int number = 0; number < _float.Length; number++)
        {
            if (_values[_float[number].Index] is not { } value) return null;
            if (_float.Length == 32) singles[number] = (uint)value;
            else (singles[2 * number], singles[2 * number + 1]) = ((uint)value, (uint)(value >> 32));
        }

        return singles;
    }

    private async ValueTask FetchAsync(TargetRegister register, CancellationToken cancellationToken)
    {
        if (_values[register.Index] is null) await _link.ReadRegisterAsync(register, _values, cancellationToken).ConfigureAwait(false);
    }
}
