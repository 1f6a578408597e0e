using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Cli.Audit;

/// <summary>Opens the images that a command line names.</summary>
internal static class AuditImages
{
    /// <summary>Opens an image for as long as it is used.</summary>
    /// <exception cref="EnvironmentException">It cannot be used; the text says why.</exception>
    public static T Use<T>(string path, Func<LoadedImage, T> use)
    {
        try
        {
            using LoadedImage image = LoadedImage.Open(path);
            return use(image);
        }
        catch (Exception unusable) when (unusable is ImageException or ElfFormatException or DwarfFormatException)
        {
            throw new EnvironmentException(unusable.Message, unusable);
        }
    }
}
