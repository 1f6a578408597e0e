namespace RspDebug.Testing;

/// <summary>A marked source line of the test firmware.</summary>
/// <param name="Unit">File name, such as <c>calls.c</c>.</param>
/// <param name="Line">Counted from 1.</param>
public sealed record FirmwareMark(string Unit, int Line)
{
    /// <summary>Absolute path of the source file on this machine.</summary>
    public string Path => Firmware.SourcePath(Unit);
}
