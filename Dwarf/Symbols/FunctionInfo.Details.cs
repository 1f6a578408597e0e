using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Symbols;

public sealed partial class FunctionInfo
{
    private ImmutableArray<CallSite>? _callSites;

    /// <summary>Type of the result; <see cref="TypeInfo.Void"/> for none.</summary>
    public TypeInfo ReturnType => Unit.Owner.GetTypeOf(Die);

    /// <summary>The parameters in order, <c>this</c> included.</summary>
    public ImmutableArray<VariableInfo> Parameters => Unit.Owner.Guard<ImmutableArray<VariableInfo>>(() => [.. ScopeVariables.Read(Die).Where(v => v.IsParameter)], []);

    /// <summary>Type of the function; of a member function, <c>this</c> is the first parameter.</summary>
    public TypeInfo.Function Type
    {
        get
        {
            ImmutableArray<VariableInfo> parameters = Parameters;
            bool hasObject = parameters.Length > 0 && parameters[0].IsArtificial && parameters[0].Name == "this";
            return new TypeInfo.Function(Die, new Lazy<TypeInfo>(() => ReturnType),
                new Lazy<FunctionParameters>(() => new FunctionParameters([.. parameters.Select(p => p.Type)], IsVariadic: false, IsPrototyped: true, hasObject)));
        }
    }

    /// <summary>The calls in the function's code.</summary>
    public ImmutableArray<CallSite> CallSites => _callSites ??= Unit.Owner.Guard(() => CallSiteReader.Read(Die), []);

    /// <summary>The expression of <c>DW_AT_frame_base</c>, which <c>DW_OP_fbreg</c> is relative to.</summary>
    /// <param name="pc">Address in the function.</param>
    /// <param name="expression">Evaluate it in the same frame; a register operation means the register's value.</param>
    /// <returns>False when the function has none at that pc.</returns>
    public bool TryGetFrameBase(CodeAddress pc, out ReadOnlyMemory<byte> expression)
    {
        VariableLocation location = Unit.Owner.Guard(
            () => Die.TryGetInherited(DwAt.FrameBase, out AttributeValue value) ? VariableLocator.Locate(Unit, value, pc.Value) : VariableLocator.OptimizedOut,
            VariableLocator.OptimizedOut);
        expression = location is VariableLocation.Expression found ? found.Bytes : default;
        return !expression.IsEmpty;
    }

    /// <summary>The call that returns to an address.</summary>
    /// <param name="returnAddress">As found in LR or on the stack, Thumb bit cleared.</param>
    /// <returns>Null when the producer describes no such call.</returns>
    public CallSite? FindCallSite(CodeAddress returnAddress)
    {
        foreach (CallSite site in CallSites)
        {
            if (site.ReturnAddress == returnAddress && !site.IsTailCall) return site;
        }
        return null;
    }
}
