namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// Parts what a server prints about reads that it refused from the rest. Such lines come from questions of the debugger (is there memory behind this
/// stack?), which get their answer by the protocol; what the user asked for is answered where it was asked.
/// </summary>
/// <param name="marks">A line with one of them is a complaint (<see cref="ServerQuirks.ComplaintsAboutReads"/>).</param>
internal sealed class ServerComplaints(IReadOnlyList<string> marks)
{
    private string _rest = "";

    /// <summary>Takes a piece of the server's output.</summary>
    /// <returns>Whole lines for the user, and those that are complaints; a line that has no end yet waits for it. Without marks everything is for the user, at once.</returns>
    public (string Shown, string Complaints) Take(string text)
    {
        if (marks.Count == 0) return (text, "");
        text = _rest + text;
        int end = text.LastIndexOf('\n') + 1;
        _rest = text[end..];
        string shown = "", complaints = "";
        for (int start = 0; start < end;)
        {
            int next = text.IndexOf('\n', start) + 1;
            string line = text[start..next];
            if (marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))) complaints += line;
            else shown += line;
            start = next;
        }

        return (shown, complaints);
    }
}
