using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>What the unwinder must know of the code besides its tables.</summary>
public interface ICodeMap
{
    /// <summary>The function that holds an address.</summary>
    bool TryGetFunction(CodeAddress address, out FunctionBounds function);

    /// <summary>A function by its linked name; a map without names finds none.</summary>
    bool TryFindFunction(string name, out FunctionBounds function)
    {
        function = default;
        return false;
    }

    /// <summary>The image has instructions there. False says nothing of code outside the image, such as a boot ROM.</summary>
    bool IsCode(CodeAddress address);

    /// <summary>Reads bytes that the image places at an address, whole or not at all.</summary>
    bool TryRead(TargetAddress address, Span<byte> destination);

    /// <summary>The first instruction after reset belongs to this function: it has no caller.</summary>
    bool IsEntryPoint(FunctionBounds function);
}
