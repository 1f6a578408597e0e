using System.Collections.Immutable;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The registers as a personality shows them: features hidden, numbers changed, the <c>g</c> packet cut.</summary>
internal sealed class WireRegisters
{
    private readonly Dictionary<int, WireRegister> _byWireNumber;

    public WireRegisters(TargetDescription description, StubPersonality personality)
    {
        Features = [.. description.Features.Where(feature => !personality.HiddenFeatures.Contains(feature.Name))];
        WireRegister[] visible = [.. Features.SelectMany(feature => feature.Registers)
            .Select(register => new WireRegister(personality.WireRegisterNumbers.GetValueOrDefault(register.Number, register.Number), register))
            .OrderBy(register => register.WireNumber)];
        _byWireNumber = visible.ToDictionary(register => register.WireNumber);
        General = [.. visible.Take(personality.GeneralRegisterCount ?? visible.Length)];
    }

    /// <summary>Features that target.xml lists.</summary>
    public ImmutableArray<RegisterFeature> Features { get; }

    /// <summary>The registers of the <c>g</c> packet, in its order.</summary>
    public ImmutableArray<WireRegister> General { get; }

    public bool TryFind(int wireNumber, out WireRegister register) => _byWireNumber.TryGetValue(wireNumber, out register);

    public bool TryFindByTargetNumber(int number, out WireRegister register)
    {
        foreach (WireRegister candidate in _byWireNumber.Values)
        {
            if (candidate.Description.Number != number) continue;
            register = candidate;
            return true;
        }

        register = default;
        return false;
    }
}
