namespace RspDebug.RspClient.Session;

/// <summary>Whether a stub can do something. For some packets only trying tells.</summary>
public enum Support
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>Announced or proved.</summary>
    Yes,

    /// <summary>Denied, not announced where an announcement is due, or answered with an empty reply.</summary>
    No,
}
