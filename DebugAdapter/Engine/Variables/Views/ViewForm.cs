namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>How the items of a view stand on one line.</summary>
internal enum ViewForm
{
    /// <summary><c>{1, 2, 3}</c></summary>
    Elements,

    /// <summary>Only the label; the items are seen when it is expanded.</summary>
    LabelOnly,

    /// <summary><c>{[0] = 1, [1] = 2}</c></summary>
    Named,

    /// <summary><c>{["left"] = 1, ["right"] = 2}</c>: keys and values.</summary>
    Map,

    /// <summary><c>Point { x: 1, y: 2 }</c></summary>
    RustStruct,

    /// <summary><c>Some(5)</c></summary>
    RustTuple,

    /// <summary><c>(5,)</c>: a tuple of one.</summary>
    RustSingle,

    /// <summary><c>[1, 2, 3]</c></summary>
    RustList,

    /// <summary><c>{1, 2}</c></summary>
    RustSet,

    /// <summary><c>{1: "one", 2: "two"}</c></summary>
    RustMap,

    /// <summary><c>1..4</c>: items between the marks of the view.</summary>
    RustRange,
}
