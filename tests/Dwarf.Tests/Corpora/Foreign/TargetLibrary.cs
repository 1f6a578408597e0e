using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>The archives of the target's libraries, as Debian built them.</summary>
internal static class TargetLibrary
{
    private const string Picolibc = "/usr/lib/picolibc/arm-none-eabi/lib/thumb/v7e-m+fp/hard";

    /// <summary>As gcc names them, so that a test is called by its library and not by a folder of this machine.</summary>
    public static IReadOnlyList<string> Names { get; } = ["libc.a", "libm.a", "libgcc.a", "libstdc++.a", "libsupc++.a", "picolibc libc.a", "picolibc libsemihost.a"];

    /// <summary>Path of an archive; a test whose archive is not installed is skipped with the reason.</summary>
    public static string PathOf(string name)
    {
        if (ExternalProgram.Find("arm-none-eabi-gcc") is null) Assert.Ignore("arm-none-eabi-gcc is not installed");
        string[] words = name.Split(' ');
        string path = words.Length == 2 ? Path.Combine(Picolibc, words[1])
            : ExternalTool.Run("arm-none-eabi-gcc", "-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16", $"-print-file-name={name}").Trim();
        if (!File.Exists(path)) Assert.Ignore($"{name} is not installed");
        return path;
    }
}
