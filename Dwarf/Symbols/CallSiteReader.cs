using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>Collects the call sites of a function, those inside its blocks and inlined calls included.</summary>
internal static class CallSiteReader
{
    public static ImmutableArray<CallSite> Read(Die function)
    {
        ImmutableArray<CallSite>.Builder sites = ImmutableArray.CreateBuilder<CallSite>();
        DieScanner scanner = new(function.Unit, function.Offset);
        bool more = scanner.MoveNext() && scanner.MoveNext();
        while (more)
        {
            DwTag tag = scanner.Abbreviation.Tag;
            if (tag is DwTag.CallSite or DwTag.GNUCallSite && ReadSite(scanner.Die) is { } site) sites.Add(site);
            more = tag is DwTag.LexicalBlock or DwTag.InlinedSubroutine or DwTag.TryBlock or DwTag.CatchBlock ? scanner.MoveNext() : scanner.MoveNextSibling();
        }
        return sites.ToImmutable();
    }

    private static CallSite? ReadSite(Die die)
    {
        // DWARF 5 has call_return_pc; GCC's older form puts the same address into low_pc.
        if (!die.TryGet(DwAt.CallReturnPc, out AttributeValue pc) && !die.TryGet(DwAt.LowPc, out pc)) return null;
        if (!pc.IsAddress) return null;
        bool hasCallee = die.TryGetReference(DwAt.CallOrigin, out Die callee) || die.TryGetReference(DwAt.AbstractOrigin, out callee);
        bool isTailCall = die.HasFlag(DwAt.CallTailCall) || die.HasFlag(DwAt.GNUTailCall);
        ImmutableArray<CallSiteParameter>.Builder parameters = ImmutableArray.CreateBuilder<CallSiteParameter>();
        foreach (Die child in die.Children)
        {
            if (child.Tag is DwTag.CallSiteParameter or DwTag.GNUCallSiteParameter) parameters.Add(ReadParameter(child));
        }
        return new CallSite(die, die.Unit.Owner.Image.ToCodeAddress(pc.AsAddress()), hasCallee ? callee : null, isTailCall, parameters.ToImmutable());
    }

    private static CallSiteParameter ReadParameter(Die die)
    {
        ReadOnlyMemory<byte> location = die.TryGet(DwAt.Location, out AttributeValue place) ? place.AsBlock() : default;
        ReadOnlyMemory<byte> value = die.TryGet(DwAt.CallValue, out AttributeValue expression) || die.TryGet(DwAt.GNUCallSiteValue, out expression) ? expression.AsBlock() : default;
        bool isNamed = die.TryGetReference(DwAt.CallParameter, out Die parameter) || die.TryGetReference(DwAt.AbstractOrigin, out parameter);
        return new CallSiteParameter(location, value, isNamed ? parameter : null);
    }
}
