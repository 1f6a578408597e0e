namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>The ranges of <c>core::ops</c>: <c>1..4</c>, <c>1..=4</c>, <c>1..</c>, <c>..4</c>, <c>..=4</c> and <c>..</c>.</summary>
internal static class RustRanges
{
    /// <summary>A range by its ends; null for other types.</summary>
    /// <param name="path">Of the type, without its arguments.</param>
    /// <param name="value">The range.</param>
    /// <param name="reader">Memory.</param>
    public static ValueView? Find(string path, TypedValue value, ObjectReader reader)
    {
        TypedValue? start = ObjectReader.Member(value, "start"), end = ObjectReader.Member(value, "end");
        return path switch
        {
            "core::ops::range::Range" when start is not null && end is not null => Of("", "..", "", start, end),
            // What an iterator has walked through to its end is marked, for start and end stay as they are.
            "core::ops::range::RangeInclusive" when start is not null && end is not null && reader.Number(ObjectReader.Member(value, "exhausted")) is { } exhausted =>
                Of("", "..=", exhausted != 0 ? " (exhausted)" : "", start, end),
            "core::ops::range::RangeFrom" when start is not null => Of("", "", "..", start, null),
            "core::ops::range::RangeTo" when end is not null => Of("..", "", "", null, end),
            "core::ops::range::RangeToInclusive" when end is not null => Of("..=", "", "", null, end),
            "core::ops::range::RangeFull" => ValueView.Of(".."),
            _ => null,
        };
    }

    private static ValueView Of(string open, string between, string close, TypedValue? start, TypedValue? end)
    {
        List<ViewItem> items = [];
        if (start is not null) items.Add(new ViewItem("start", start, ".start"));
        if (end is not null) items.Add(new ViewItem("end", end, ".end"));
        return new ValueView { Form = ViewForm.RustRange, Marks = (open, between, close), Count = items.Count, Items = (first, most) => [.. items.Skip((int)first).Take(most)] };
    }
}
