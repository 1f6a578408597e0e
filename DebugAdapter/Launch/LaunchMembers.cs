using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>The members of a record of the launch configuration by the keys that they are written as.</summary>
internal sealed class LaunchMembers
{
    private readonly Dictionary<string, PropertyInfo> _byName = new(StringComparer.Ordinal);

    /// <summary>Looks at a record.</summary>
    /// <param name="record">Its type, see <see cref="IsRecord"/>.</param>
    public LaunchMembers(Type record)
    {
        foreach (PropertyInfo property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)) _byName.Add(NameOf(property), property);
    }

    /// <summary>The keys, in the order of the record.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>The member that a key sets, or null.</summary>
    public PropertyInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a member takes <c>null</c>.</summary>
    public static bool MayBeNull(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    /// <summary>Whether a type is a record of keys; other classes say by a converter how they are written.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null;

    /// <summary>What the items of a list are, or null when the type is no list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>(inherit: false)?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
