using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Views;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <content>Library types as their language sees them; the members are one level down, under <c>[raw]</c>.</content>
internal abstract partial class ValueFormatter
{
    /// <summary>Name of the child that shows a value as it is laid out.</summary>
    internal const string RawName = "[raw]";

    private const string RawSuffix = ",!";

    private void AppendView(PreviewText text, ValueView view, FormatOptions options, int depth)
    {
        if (view.IsPending) text.Append(PendingText);
        else if (view.Text is { } characters) text.Append(view.Label + FormatCharacters(characters, options));
        else if (view.Alias is { } alias) AppendAlias(text.Append(view.Label), alias, options, depth);
        else AppendItems(text.Append(view.Label), view, options, depth);
    }

    private void AppendAlias(PreviewText text, TypedValue alias, FormatOptions options, int depth)
    {
        if (depth > options.MaxDepth + MaxAliases) text.Append("...");
        else Append(text, alias, options, depth + 1);
    }

    private void AppendItems(PreviewText text, ValueView view, FormatOptions options, int depth)
    {
        if (view.Form == ViewForm.LabelOnly || (view.Count == 0 && view.Label.Length > 0)) return;
        (string open, string between, string close) = view.Marks ?? Brackets(view.Form);
        if (view.Label.Length > 0 && view.Form is ViewForm.Elements or ViewForm.Named or ViewForm.Map) text.Append(" = ");
        if (depth >= options.MaxDepth)
        {
            text.Append($"{open}...{close}");
            return;
        }

        text.Append(open);
        long shown = Math.Min(view.Count, options.MaxElements);
        string separator = "";
        foreach (ViewItem item in view.Items(0, (int)shown))
        {
            text.Append(separator);
            separator = between;
            if (text.IsFull)
            {
                text.Append("..." + close);
                return;
            }

            AppendItem(text, view.Form, item, options, depth);
        }

        text.Append((shown < view.Count ? ", ..." : "") + close);
    }

    private void AppendItem(PreviewText text, ViewForm form, ViewItem item, FormatOptions options, int depth)
    {
        switch (form)
        {
            case ViewForm.Map when item.Key is { } key:
                text.Append("[");
                Append(text, key, options, depth + 1);
                text.Append("] = ");
                break;
            case ViewForm.RustMap when item.Key is { } key:
                Append(text, key, options, depth + 1);
                text.Append(": ");
                break;
            case ViewForm.Named or ViewForm.Map: text.Append(item.Name + " = "); break;
            case ViewForm.RustStruct: text.Append(item.Name + ": "); break;
        }

        Append(text, item.Value, options, depth + 1);
    }

    private static (string Open, string Separator, string Close) Brackets(ViewForm form) => form switch
    {
        ViewForm.RustStruct => (" { ", ", ", " }"),
        ViewForm.RustTuple => ("(", ", ", ")"),
        ViewForm.RustSingle => ("(", ", ", ",)"),
        ViewForm.RustList => ("[", ", ", "]"),
        _ => ("{", ", ", "}"),
    };

    private ChildCount CountItems(ValueView view, int aliases)
    {
        if (view.IsPending) return default;
        // A string's characters are seen in its text; its insides are still to be reached.
        if (view.Text is not null) return new ChildCount(1, 0);
        if (view.Alias is { } alias && aliases <= MaxAliases) return ViewOf(alias) is { } inner ? CountItems(inner, aliases + 1) : WithRaw(CountChildren(alias));
        int count = (int)Math.Clamp(view.Count, 0, int.MaxValue - 1);
        return IsIndexed(view) ? new ChildCount(1, count) : new ChildCount(count + 1, 0);
    }

    private static ChildCount WithRaw(ChildCount count) => count with { Named = count.Named + 1 };

    private static bool IsIndexed(ValueView view) => view.Form is ViewForm.Elements or ViewForm.Named or ViewForm.Map or ViewForm.RustList or ViewForm.RustMap or ViewForm.RustSet;

    private ImmutableArray<NamedValue> ViewChildren(NamedValue parent, ValueView view, int start, int count)
    {
        if (view.IsPending) return [];
        NamedValue owner = parent;
        for (int i = 0; i < MaxAliases && view.Alias is { } alias; i++)
        {
            owner = new NamedValue(owner.Name, AliasName(owner, view), alias, NamedValueKind.Member);
            if (ViewOf(alias) is not { } inner) break;
            if (inner.IsPending) return [];
            view = inner;
        }

        (ImmutableArray<NamedValue> items, long total) = Items(owner, view, start, count);
        bool isRawWanted = start <= total && (long)start + count > total;
        return isRawWanted ? items.Add(Raw(parent)) : items;
    }

    private (ImmutableArray<NamedValue> Items, long Total) Items(NamedValue owner, ValueView view, int start, int count)
    {
        if (view.Text is not null) return ([], 0);
        if (view.Alias is not null)
        {
            ChildCount inner = CountChildren(owner.Value);
            int all = inner.Named + inner.Indexed;
            return (start >= all ? [] : GetChildren(owner, start, count), all);
        }

        bool any = start < view.Count && count > 0;
        return (any ? [.. view.Items(start, (int)Math.Min(count, view.Count - start)).Select(item => Item(owner, item))] : [], view.Count);
    }

    private static NamedValue Raw(NamedValue parent) =>
        new(RawName, parent.EvaluateName is { } name ? name + RawSuffix : null, parent.Value with { IsRaw = true }, NamedValueKind.Raw);

    private static string? AliasName(NamedValue parent, ValueView view) => parent.EvaluateName is not { } name || view.AliasAccess is null ? null
        : view.AliasAccess == "*" ? "*" + EvaluateNames.Operand(name)
        : EvaluateNames.Postfix(name) + view.AliasAccess;

    private NamedValue Item(NamedValue parent, ViewItem item)
    {
        string name = item.Key is { } key ? $"[{FormatKey(key)}]" : item.Name;
        string? evaluateName = parent.EvaluateName is not { } path || item.Access is null ? null
            : item.Access.EndsWith('*') ? item.Access + EvaluateNames.Operand(path)
            : EvaluateNames.Postfix(path) + item.Access;
        return new NamedValue(name, evaluateName, item.Value, item.Name.StartsWith('[') ? NamedValueKind.Element : NamedValueKind.Member);
    }

    private string FormatKey(TypedValue key) => Format(key, new FormatOptions { MaxPreviewLength = 40, MaxStringLength = 40 });

    private static string? WithoutRaw(NamedValue value) =>
        value.Value.IsRaw && value.EvaluateName?.EndsWith(RawSuffix, StringComparison.Ordinal) == true ? value.EvaluateName[..^RawSuffix.Length] : value.EvaluateName;

    private string FormatCharacters(ViewText text, FormatOptions options)
    {
        int shown = (int)Math.Min(text.Length, options.MaxStringLength);
        ValueContents contents = view.ReadNumbers(text.Location, shown * text.UnitSizeInBytes, text.UnitSizeInBytes);
        if (contents is not ValueContents.Available available) return ExplainText(contents);
        string dots = shown < text.Length ? "..." : "";
        return text.Prefix + CharacterText.FormatString(available.Bytes.Span, text.UnitSizeInBytes) + dots;
    }
}
