namespace RspDebug.Dwarf.Fuzz;

/// <summary>What an image is asked for: names and addresses to look up.</summary>
public sealed record ImageQuestions
{
    /// <summary>Everything, with names of the firmware and of the sample, so that most questions find something.</summary>
    public static ImageQuestions All { get; } = new()
    {
        AreUnitsRead = true,
        FunctionNames = ["main", "app::use", "Ring::sum", "inspect"],
        VariableNames = ["g_device", "app::Shape::count", "counter"],
        TypeNames = ["struct device", "channel_t *", "app::Square", "handler_t", "unsigned long", "enum mode"],
        Addresses = [0, 0x104, 0x0800_0010, 0x0800_0080, 0x0800_0100, 0x0800_01a0, uint.MaxValue],
    };

    /// <summary>Units, their globals and line tables, and breakpoints are asked for.</summary>
    public bool AreUnitsRead { get; init; }

    /// <summary>Functions, by name.</summary>
    public IReadOnlyList<string> FunctionNames { get; init; } = [];

    /// <summary>Variables with static storage, by name.</summary>
    public IReadOnlyList<string> VariableNames { get; init; } = [];

    /// <summary>Types, by name.</summary>
    public IReadOnlyList<string> TypeNames { get; init; } = [];

    /// <summary>Code whose lines, frames and variables are asked for, and from which stacks are walked.</summary>
    public IReadOnlyList<ulong> Addresses { get; init; } = [];
}
