using System.Collections;
using System.Reflection;
using System.Text.Json;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Dap.Protocol;

/// <summary>The official schema is the oracle for names and shapes of the protocol types.</summary>
public sealed class ProtocolTypesTests
{
    private static readonly Type[] ProtocolTypes =
    [
        .. typeof(Capabilities).Assembly.GetTypes().Where(static type =>
            type.Namespace == typeof(Capabilities).Namespace && type is { IsPublic: true, IsAbstract: false }
            && !typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(type)
            && type != typeof(NoArguments) && type != typeof(NoBody) && type != typeof(ErrorBody)),
    ];

    private static JsonElement _definitions;

    [OneTimeSetUp]
    public static void ReadSchema()
    {
        if (DapSchema.WhyAbsent is { } reason) Assert.Ignore(reason);
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(DapSchema.File!));
        _definitions = schema.RootElement.GetProperty("definitions").Clone();
    }

    [TestCaseSource(nameof(ProtocolTypes))]
    public void Type_OfTheProtocol_HasOnlyMembersOfTheSchemaWithTheRequiredOnesRequired(Type type)
    {
        Assert.That(_definitions.TryGetProperty(type.Name, out JsonElement definition), Is.True, $"the protocol has no {type.Name}");
        var members = new Dictionary<string, bool>();
        CollectMembers(definition, type.Name, members);
        if (type.IsEnum)
        {
            Assert.That(Enum.GetNames(type).Select(CamelCase), Is.EquivalentTo(EnumValues(definition)));
            return;
        }

        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(static candidate => candidate.GetParameters().Length).First();
        Assert.Multiple(() =>
        {
            foreach (ParameterInfo parameter in constructor.GetParameters())
            {
                string name = CamelCase(parameter.Name!);
                Assert.That(members.ContainsKey(name), Is.True, $"{type.Name} has no {name}");
                Assert.That(!parameter.HasDefaultValue, Is.EqualTo(members.GetValueOrDefault(name)), $"{type.Name}.{name} required");
            }

            string[] known = [.. constructor.GetParameters().Select(static parameter => CamelCase(parameter.Name!))];
            Assert.That(members.Where(static member => member.Value).Select(static member => member.Key).Except(known), Is.Empty, $"required members {type.Name} lacks");
        });
    }

    [Test]
    public void Request_EachOfTheTable_HasTheTypesOfTheSchema() => Assert.Multiple(() =>
    {
        foreach ((string command, Type arguments, Type body) in Requests())
        {
            Assert.That(_definitions.TryGetProperty(Pascal(command) + "Request", out JsonElement request), Is.True, command);
            string? expected = request.GetProperty("allOf")[1].GetProperty("properties").TryGetProperty("arguments", out JsonElement reference)
                ? reference.GetProperty("$ref").GetString()!.Split('/')[^1] : null;
            if (arguments != typeof(NoArguments) && arguments != typeof(JsonElement)) Assert.That(arguments.Name, Is.EqualTo(expected), command);
            if (body != typeof(NoBody) && body != typeof(Capabilities)) Assert.That(body.Name, Is.EqualTo(Pascal(command) + "Response"));
        }
    });

    [Test]
    public void Event_EachOfTheTable_IsOneOfTheSchema() => Assert.Multiple(() =>
    {
        foreach ((string name, Type body) in Events())
        {
            Assert.That(_definitions.TryGetProperty(Pascal(name) + "Event", out _), Is.True, name);
            if (body != typeof(NoBody)) Assert.That(body.Name, Is.EqualTo(Pascal(name) + "Event"));
        }
    });

    /// <summary>Each response and event, with all its members filled and with none but the required, in a real message.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Message_EachThatCanBeSent_IsValidAgainstTheSchema(bool allMembers) => Assert.Multiple(() =>
    {
        IEnumerable<(string Kind, Type Body)> bodies =
            [.. Requests().Select(static request => (request.Command, request.Body)), .. Events().Select(static body => ("event:" + body.Name, body.Body))];
        foreach ((string kind, Type type) in bodies)
        {
            string envelope = kind.StartsWith("event:", StringComparison.Ordinal)
                ? $"\"seq\":1,\"type\":\"event\",\"event\":\"{kind[6..]}\""
                : $"\"seq\":1,\"type\":\"response\",\"request_seq\":1,\"success\":true,\"command\":\"{kind}\"";
            string body = type == typeof(NoBody) ? "" : ",\"body\":" + JsonSerializer.Serialize(Sample(type, allMembers, depth: 0), type, ProtocolJson.Default);
            Assert.That(() => DapSchema.AssertValid(JsonElement.Parse($"{{{envelope}{body}}}")), Throws.Nothing, kind);
        }
    });

    [Test]
    public void AssertValid_MessageWithAWrongMember_Throws() => Assert.Multiple(() =>
    {
        const string Head = "{\"seq\":1,\"type\":\"event\",\"event\":\"stopped\",\"body\":";
        Assert.That(() => DapSchema.AssertValid(JsonElement.Parse(Head + "{\"reason\":\"step\",\"threadId\":\"1\"}}")), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => DapSchema.AssertValid(JsonElement.Parse(Head + "{\"threadId\":1}}")), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => DapSchema.AssertValid(JsonElement.Parse(Head + "{\"reason\":\"step\",\"threadId\":1}}")), Throws.Nothing);
    });

    private static IEnumerable<(string Command, Type Arguments, Type Body)> Requests() =>
        from property in typeof(DapRequests).GetProperties(BindingFlags.Public | BindingFlags.Static)
        let types = property.PropertyType.GetGenericArguments()
        select ((string)property.PropertyType.GetProperty("Command")!.GetValue(property.GetValue(null))!, types[0], types[1]);

    private static IEnumerable<(string Name, Type Body)> Events() =>
        from property in typeof(DapEvents).GetProperties(BindingFlags.Public | BindingFlags.Static)
        select ((string)property.PropertyType.GetProperty("Name")!.GetValue(property.GetValue(null))!, property.PropertyType.GetGenericArguments()[0]);

    private static object? Sample(Type type, bool all, int depth)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string)) return "0x10";
        if (bare == typeof(bool)) return true;
        if (bare == typeof(double)) return 1.5;
        if (bare == typeof(JsonElement)) return JsonElement.Parse("{}");
        if (bare.IsPrimitive) return Convert.ChangeType(1, bare);
        if (bare.IsEnum) return Enum.GetValues(bare).GetValue(0);
        if (bare.IsGenericType && typeof(IEnumerable).IsAssignableFrom(bare))
        {
            Type item = bare.GetGenericArguments()[0];
            Array items = Array.CreateInstance(item, depth > 3 ? 0 : 1);
            if (items.Length > 0) items.SetValue(Sample(item, all, depth + 1), 0);
            return items;
        }

        ConstructorInfo constructor = bare.GetConstructors().OrderByDescending(static candidate => candidate.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.HasDefaultValue && (!all || depth > 3) ? parameter.DefaultValue : SampleOf(parameter, all, depth))]);
    }

    // Texts that the schema limits to a few values.
    private static object? SampleOf(ParameterInfo parameter, bool all, int depth) => (parameter.Member.DeclaringType!.Name, parameter.Name) switch
    {
        ("OutputEvent", "Group") => "start",
        ("ProcessEvent", "StartMethod") => "launch",
        ("ThreadEvent", "Reason") => "started",
        ("BreakpointEvent" or "ModuleEvent" or "LoadedSourceEvent", "Reason") => "changed",
        ("Breakpoint", "Reason") => "pending",
        ("Source" or "StackFrame" or "DisassembledInstruction", "PresentationHint") => "normal",
        _ => Sample(parameter.ParameterType, all, depth + 1),
    };

    private static void CollectMembers(JsonElement definition, string name, Dictionary<string, bool> members)
    {
        if (definition.TryGetProperty("allOf", out JsonElement parts))
        {
            foreach (JsonElement part in parts.EnumerateArray())
            {
                if (!part.TryGetProperty("$ref", out JsonElement reference)) CollectMembers(part, name, members);
                else if (name == "StackFrameFormat") CollectMembers(_definitions.GetProperty(reference.GetString()!.Split('/')[^1]), name, members);
            }

            return;
        }

        if (!definition.TryGetProperty("properties", out JsonElement properties)) return;
        if (name.EndsWith("Response", StringComparison.Ordinal) || name.EndsWith("Event", StringComparison.Ordinal))
        {
            if (properties.TryGetProperty("body", out JsonElement body)) CollectMembers(body, "", members);
            return;
        }

        string[] required = definition.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(static item => item.GetString()!)] : [];
        foreach (JsonProperty member in properties.EnumerateObject()) members[member.Name] = required.Contains(member.Name);
    }

    private static IEnumerable<string> EnumValues(JsonElement definition) =>
        (definition.TryGetProperty("enum", out JsonElement closed) ? closed : definition.GetProperty("_enum")).EnumerateArray().Select(static item => item.GetString()!);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
