namespace RspDebug.VirtualBoard.Core;

/// <summary>Sends fetches and loads from code space elsewhere (FPB remapping, DDI0403E C1.11). Only the core's own accesses are patched, never the debugger's.</summary>
public interface ICodePatch
{
    /// <summary>Where the word at <paramref name="address"/> is fetched from instead.</summary>
    /// <param name="address">Word-aligned.</param>
    /// <param name="target">The word that takes its place, in RAM.</param>
    bool TryRemapFetch(uint address, out uint target);

    /// <summary>Where the word that holds the load at <paramref name="address"/> is read from instead.</summary>
    /// <param name="address">Word-aligned; unaligned loads are not patched.</param>
    /// <param name="target">The word that takes its place, in RAM.</param>
    bool TryRemapLoad(uint address, out uint target);
}
