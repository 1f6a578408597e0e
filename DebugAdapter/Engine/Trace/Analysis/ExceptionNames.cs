using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Trace.Analysis;

/// <summary>What exceptions are called: by their handlers in the image's vector table, else as the architecture does.</summary>
/// <param name="image">The firmware, or null.</param>
/// <param name="vectorTable">Where the table is; null for the lowest loaded address.</param>
internal sealed class ExceptionNames(LoadedImage? image, uint? vectorTable = null)
{
    private const string SharedHandler = "Default";
    private readonly Dictionary<int, string> _names = [];

    /// <summary>The name of an exception; 0 is Thread mode.</summary>
    public string Get(int number)
    {
        if (!_names.TryGetValue(number, out string? name)) _names[number] = name = HandlerOf(number) ?? Architectural(number);
        return name;
    }

    private static string Architectural(int number) => number switch
    {
        0 => "Thread", 1 => "Reset", 2 => "NMI", 3 => "HardFault", 4 => "MemManage", 5 => "BusFault", 6 => "UsageFault", 7 => "SecureFault", 11 => "SVCall", 12 => "DebugMonitor",
        14 => "PendSV", 15 => "SysTick", < 16 => $"exception {number}", _ => $"IRQ {number - 16}",
    };

    private string? HandlerOf(int number)
    {
        if (image is null || number < 16) return null;
        ImageSection? table = image.ReadOnlySections.Where(s => vectorTable is null || (s.Start <= vectorTable && vectorTable < s.Start + (uint)s.Bytes.Length)).MinBy(static s => s.Start);
        if (table is null) return null;
        long at = (vectorTable ?? table.Start) - table.Start + 4L * number;
        if (at + 4 > table.Bytes.Length) return null;
        uint handler = BinaryPrimitives.ReadUInt32LittleEndian(table.Bytes.Span[(int)at..]);
        return image.Elf.Symbols.TryFindFunction(new CodeAddress(handler), out ElfSymbol symbol) && symbol.CodeAddress.Value == (handler & ~1u)
            && !symbol.Name.Contains(SharedHandler, StringComparison.OrdinalIgnoreCase) ? symbol.Name : null;
    }
}
