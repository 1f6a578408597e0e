using System.Globalization;
using RspDebug.DebugAdapter.Engine.Audit;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>Gathers what was found: the same thing many times is one finding with its count.</summary>
internal sealed class LinkFindings
{
    private const int MostKinds = 500;
    private readonly Dictionary<(LinkRule Rule, string Group), Entry> _entries = [];

    /// <summary>Adds a finding.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="line">Where, in the log.</param>
    /// <param name="text">What happened there.</param>
    /// <param name="group">Findings of one rule with one group are counted together.</param>
    public void Add(LinkRule rule, int line, string text, string group = "")
    {
        if (_entries.TryGetValue((rule, group), out Entry? entry)) entry.Count(line);
        else if (_entries.Count < MostKinds) _entries[(rule, group)] = new Entry(text, line);
    }

    /// <summary>Whether a rule was met.</summary>
    public bool Has(LinkRule rule) => _entries.Keys.Any(key => key.Rule == rule);

    /// <summary>All, in the order of the log.</summary>
    public IEnumerable<AuditFinding> ToFindings(string file) => _entries.OrderBy(static entry => entry.Value.FirstLine).Select(entry => new AuditFinding(
        entry.Key.Rule.Name, entry.Key.Rule.Severity, entry.Value.ToText(), entry.Key.Rule.Advice) { File = file, Line = entry.Value.FirstLine });

    private sealed class Entry(string text, int firstLine)
    {
        private const int ShownLines = 5;
        private readonly List<int> _further = [];
        private int _count = 1;

        public int FirstLine { get; } = firstLine;

        public void Count(int line)
        {
            _count++;
            if (_further.Count < ShownLines) _further.Add(line);
        }

        public string ToText() => _count == 1 ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text} And {_count - 1} more like it (line {string.Join(", ", _further)}{(_count - 1 > _further.Count ? ", ..." : "")}).");
    }
}
