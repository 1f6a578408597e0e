namespace RspDebug.Dwarf.Reading;

/// <summary>Debug information that breaks its own format; says what, where and how to fix it.</summary>
public sealed class DwarfFormatException : Exception
{
    /// <summary>The advice that fits most damaged files.</summary>
    public const string RebuildAdvice = "The file is damaged or was cut short: rebuild or copy it again; if that does not help, report the compiler and its version";

    /// <summary>Joins the parts to one message.</summary>
    /// <param name="what">The finding, without place and without full stop.</param>
    /// <param name="section">Where <paramref name="offset"/> counts from.</param>
    /// <param name="offset">Of the first byte that is wrong.</param>
    /// <param name="fix">What the user can do, without full stop.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public DwarfFormatException(string what, SectionId section, long offset, string fix = RebuildAdvice, Exception? innerException = null)
        : base($"{what} at {section.Name()}+0x{offset:x}. {fix}.", innerException)
    {
        What = what;
        Section = section;
        Offset = offset;
        Fix = fix;
    }

    /// <summary>The finding alone.</summary>
    public string What { get; }
    /// <summary>The section that holds the wrong byte.</summary>
    public SectionId Section { get; }
    /// <summary>Of the wrong byte, from the start of <see cref="Section"/>.</summary>
    public long Offset { get; }
    /// <summary>What the user can do.</summary>
    public string Fix { get; }
}
