namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>A value as its library means it, not as it is laid out: a list of elements, a string, what a pointer owns.</summary>
internal sealed record ValueView
{
    /// <summary>The memory that the view needs is missing.</summary>
    public static readonly ValueView Pending = new() { IsPending = true };

    /// <summary>Run again when memory has come.</summary>
    public bool IsPending { get; private init; }

    /// <summary>What stands before the items: <c>std::vector of length 3, capacity 4</c>; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>The characters of a string; null for all other values.</summary>
    public ViewText? Text { get; init; }

    /// <summary>Another value that this one is shown as, behind the label: the number in an atomic.</summary>
    public TypedValue? Alias { get; init; }

    /// <summary>How the alias is reached: <c>.c</c> behind the expression, <c>*</c> before it; null when no expression reaches it.</summary>
    public string? AliasAccess { get; init; }

    /// <summary>Number of items.</summary>
    public long Count { get; init; }

    /// <summary>Gives some of the items: the index of the first one and how many at most.</summary>
    public Func<long, int, IReadOnlyList<ViewItem>> Items { get; init; } = (_, _) => [];

    /// <summary>How the items stand on one line.</summary>
    public ViewForm Form { get; init; } = ViewForm.Elements;

    /// <summary>What stands before, between and behind the items, where that is not settled by <see cref="Form"/>.</summary>
    public (string Open, string Separator, string Close)? Marks { get; init; }

    /// <summary>The fields of an enum's variant: members are looked for there; null for all other values.</summary>
    public TypedValue? Variant { get; init; }

    /// <summary>For what may hold nothing: whether it holds something; null for all other values.</summary>
    public bool? IsSet { get; init; }

    /// <summary>What <c>*</c> and <c>-&gt;</c> give; null when they give nothing.</summary>
    public TypedValue? Target { get; init; }

    /// <summary>A view that is a text and has no items.</summary>
    public static ValueView Of(string label) => new() { Label = label };

    /// <summary>A value that cannot be what its type says.</summary>
    /// <param name="name">The type's short name.</param>
    /// <param name="trouble">What is wrong with it.</param>
    public static ValueView Corrupt(string name, string trouble) => new() { Label = $"{name} <corrupt: {trouble}>" };
}
