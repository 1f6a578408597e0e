namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>One part of a split object; parts follow each other from the object's least significant bit.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="OffsetInBits">Where it starts within its source.</param>
/// <param name="SizeInBits">Its size, at least 1.</param>
public readonly record struct ValuePart(PartSource Source, int OffsetInBits, int SizeInBits);
