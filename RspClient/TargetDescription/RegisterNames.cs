namespace RspDebug.RspClient.TargetDescription;

/// <summary>One spelling for each register, whatever the stub calls it.</summary>
internal static class RegisterNames
{
    public static string Normalise(string stubName, string feature)
    {
        string name = stubName.Trim().ToLowerInvariant();
        if (!feature.StartsWith("org.gnu.gdb.arm.", StringComparison.Ordinal)) return name;
        return name switch
        {
            "cpsr" => "xpsr",
            "r13" => "sp",
            "r14" => "lr",
            "r15" => "pc",
            _ => name,
        };
    }
}
