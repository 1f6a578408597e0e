namespace RspDebug.Swo.Diagnosis;

/// <summary>How much a finding matters.</summary>
public enum SwoSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something is lost or less useful than it could be.</summary>
    Warning,

    /// <summary>The trace is of no use like this.</summary>
    Error,
}
