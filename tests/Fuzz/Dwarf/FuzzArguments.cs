using System.Globalization;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed class FuzzArguments
{
    /// <summary>Mutations, spread over the files; case i of a file has seed <see cref="Seed"/> + i.</summary>
    public int Cases { get; private set; }

    /// <summary>The first seed.</summary>
    public int Seed { get; private set; } = 1;

    /// <summary>The one case to run again; its exception is not caught.</summary>
    public int? Repeat { get; private set; }

    /// <summary>The images are cut instead.</summary>
    public bool AreCuts { get; private set; }

    /// <summary>The files are lists of mangled names, one at the beginning of each line.</summary>
    public bool AreNames { get; private set; }

    /// <summary>The inputs.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Reads the command line; null when it makes no sense.</summary>
    public static FuzzArguments? Read(IReadOnlyList<string> arguments)
    {
        var read = new FuzzArguments();
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--cuts": read.AreCuts = true; break;
                case "--names": read.AreNames = true; break;
                case "--cases" or "--seed" or "--repeat" when i + 1 == arguments.Count || !read.TrySet(arguments[i], arguments[++i]): return null;
                case "--cases" or "--seed" or "--repeat": break;
                default: read.Files.Add(arguments[i]); break;
            }
        }

        return read.Files.Count == 0 ? null : read;
    }

    private bool TrySet(string option, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
        if (option == "--cases") Cases = number;
        else if (option == "--seed") Seed = number;
        else Repeat = number;
        return true;
    }
}
