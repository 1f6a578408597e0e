namespace RspDebug.DebugAdapter.Launch;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits, when a third of the name or less would have to change, or one that begins with the name.</summary>
    /// <param name="name">As it was written; upper and lower case count as equal.</param>
    /// <param name="candidates">The names that are known.</param>
    /// <returns>The nearest one, or null when none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        if (name.Length < 3) return null;
        int fewest = (name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int edits = candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                ? Math.Min(1, candidate.Length - name.Length)
                : CountEdits(name.ToUpperInvariant(), candidate.ToUpperInvariant(), fewest);
            if (edits >= fewest) continue;
            (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    // Levenshtein distance with one row; gives up (and returns limit) once no way under the limit is left.
    private static int CountEdits(string from, string to, int limit)
    {
        if (Math.Abs(from.Length - to.Length) >= limit) return limit;
        int[] row = new int[to.Length + 1];
        for (int column = 0; column <= to.Length; column++) row[column] = column;
        for (int line = 1; line <= from.Length; line++)
        {
            int diagonal = row[0];
            row[0] = line;
            int best = line;
            for (int column = 1; column <= to.Length; column++)
            {
                int replaced = diagonal + (from[line - 1] == to[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, 1 + Math.Min(row[column], row[column - 1]));
                best = Math.Min(best, row[column]);
            }

            if (best >= limit) return limit;
        }

        return row[^1];
    }
}
