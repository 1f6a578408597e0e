namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>Knows the types of a language's libraries.</summary>
internal interface IValueViews
{
    /// <summary>The view of a value; null when it has none and is shown as it is laid out.</summary>
    /// <param name="value">No reference.</param>
    ValueView? Find(TypedValue value);
}
