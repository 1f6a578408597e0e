using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The kind of a completion.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CompletionItemType>))]
public enum CompletionItemType
{
    /// <summary><c>method</c>.</summary>
    Method,
    /// <summary><c>function</c>.</summary>
    Function,
    /// <summary><c>constructor</c>.</summary>
    Constructor,
    /// <summary><c>field</c>.</summary>
    Field,
    /// <summary><c>variable</c>.</summary>
    Variable,
    /// <summary><c>class</c>.</summary>
    Class,
    /// <summary><c>interface</c>.</summary>
    Interface,
    /// <summary><c>module</c>.</summary>
    Module,
    /// <summary><c>property</c>.</summary>
    Property,
    /// <summary><c>unit</c>.</summary>
    Unit,
    /// <summary><c>value</c>.</summary>
    Value,
    /// <summary><c>enum</c>.</summary>
    Enum,
    /// <summary><c>keyword</c>.</summary>
    Keyword,
    /// <summary><c>snippet</c>.</summary>
    Snippet,
    /// <summary><c>text</c>.</summary>
    Text,
    /// <summary><c>color</c>.</summary>
    Color,
    /// <summary><c>file</c>.</summary>
    File,
    /// <summary><c>reference</c>.</summary>
    Reference,
    /// <summary><c>customcolor</c>.</summary>
    Customcolor,
}
