using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Resolves breakpoint requests in the loaded image; without an image only instruction breakpoints have an address.</summary>
internal sealed class BreakpointResolver(LoadedImage? image, SourcePaths paths) : IBreakpointResolver
{
    /// <inheritdoc/>
    public ResolvedPlace Resolve(BreakpointSpec spec) => spec switch
    {
        BreakpointSpec.Instruction instruction => new([instruction.Address & ~1u], null, null, null),
        BreakpointSpec.Line line => ResolveLine(line),
        BreakpointSpec.Function function => ResolveFunction(function),
        _ => throw new ArgumentException($"Unknown breakpoint request {spec}.", nameof(spec)),
    };

    private ResolvedPlace ResolveLine(BreakpointSpec.Line request)
    {
        if (image is null)
            return Nowhere("No executable is loaded. Set \"executable\" in the launch configuration.");
        BreakpointLocations found = image.Info.FindBreakpointLocations(paths.ToRecorded(request.Path), request.LineNumber);
        if (found.Count == 0)
            return Nowhere(Explain(found.Miss, request));
        paths.Learn(found[0].File, request.Path);
        return new(AddressesOf(found), request.Path, found[0].Line, null);
    }

    private ResolvedPlace ResolveFunction(BreakpointSpec.Function request)
    {
        if (image is null)
            return Nowhere("No executable is loaded. Set \"executable\" in the launch configuration.");
        IReadOnlyList<BreakpointLocation> found = image.Info.FindFunctionBreakpoints(request.Name);
        if (found.Count > 0)
            return new(AddressesOf(found), paths.ToLocal(found[0].File), found[0].Line, null);

        return image.Elf.Symbols.TryFind(request.Name, out var symbol) && symbol.Type == Dwarf.Elf.ElfSymbolType.Function
            ? new([(uint)symbol.CodeAddress.Value], null, null, "The function has no debug information: the breakpoint is at its first instruction.")
            : Nowhere($"No function '{request.Name}' is in the image. Check the spelling; the linker removes what nothing calls.");
    }

    // The places differ in their addresses.
    private static uint[] AddressesOf(IReadOnlyList<BreakpointLocation> found)
    {
        uint[] addresses = new uint[found.Count];
        for (int index = 0; index < addresses.Length; index++) addresses[index] = (uint)found[index].Address.Value;
        return addresses;
    }

    private static ResolvedPlace Nowhere(string message) => new([], null, null, message);

    private string Explain(BreakpointMiss miss, BreakpointSpec.Line request) => miss switch
    {
        BreakpointMiss.NoDebugInfo => $"'{image!.Path}' has no debug information. Compile with -g and link without stripping.",
        BreakpointMiss.UnknownFile => $"No compiled file matches '{request.Path}'. Is it part of this image? If the paths differ, use \"sourceMap\".",
        BreakpointMiss.RemovedByLinker => "The linker removed this code: nothing calls it (--gc-sections).",
        _ => "No code was generated for this line or any line after it.",
    };
}
