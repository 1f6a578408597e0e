namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>How the image is compared with the target.</summary>
internal enum ImageCheck
{
    /// <summary>Not at all: the server has just loaded this very file, or the user wants it so.</summary>
    Trust,

    /// <summary>By the server's checksum where it has one, else by samples of every section.</summary>
    Sample,

    /// <summary>By checksum, else every byte.</summary>
    Full,

    /// <summary>Not at all, and nothing is taken from the image.</summary>
    Off,
}
