namespace RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;

/// <summary>How the bits of an arithmetic type are read.</summary>
public enum ArithmeticKind
{
    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>Unsigned binary.</summary>
    Unsigned,

    /// <summary><c>_Bool</c>: conversion to it compares with zero.</summary>
    Boolean,

    /// <summary>IEEE 754 binary of 2, 4 or 8 bytes.</summary>
    Floating,
}
