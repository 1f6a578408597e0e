namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>Gives the views of values, each in the language of its type.</summary>
internal interface IViewSource
{
    /// <summary>The view of a value, or of what a reference refers to; null when it is shown as it is laid out.</summary>
    ValueView? FindView(TypedValue value);
}
