using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>How launch configurations are read and written: source-generated, camelCase unless cortex-debug spells a key otherwise.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LaunchConfiguration))]
[JsonSerializable(typeof(LaunchAddress))]
public sealed partial class LaunchJson : JsonSerializerContext
{
    /// <summary>Metadata that keeps the initial value of a member that is absent.</summary>
    /// <remarks>
    /// The source generator of .NET 10 sets all <c>init</c> members in one object initializer, so that an absent member becomes null or 0.
    /// Here the record is made first and present members are set one by one.
    /// </remarks>
    public static JsonSerializerOptions KeepingDefaults =>
        field ??= new(Default.Options) { TypeInfoResolver = Default.WithAddedModifier(SetMembersOneByOne) };

    private static void SetMembersOneByOne(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.GetConstructor(Type.EmptyTypes) is not { } constructor) return;
        type.CreateObject = () => constructor.Invoke(null);
        foreach (JsonPropertyInfo member in type.Properties)
            if (member.AttributeProvider is PropertyInfo { CanWrite: true } property) member.Set = property.SetValue;
    }
}
