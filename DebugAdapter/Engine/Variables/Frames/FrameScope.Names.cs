using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <content>Look-up of names.</content>
public sealed partial class FrameScope
{
    private const int MaxBlockDepth = 64;

    /// <inheritdoc/>
    public TypedValue? FindObject(QualifiedName name)
    {
        if (name.File is { } file) return FindInFile(file, name);
        if (name.IsSimple && (FindLocal(name.Last) ?? FindMemberOfThis(name.Last)) is { } near) return near;
        if (!name.IsSimple && FindMemberOfBase(name) is { } inherited) return inherited;
        name = OfCrate(name);
        string path = (name.IsGlobal ? "::" : "") + name.Path;
        if (_info.FindVariable(path, Unit) is { } variable) return Static(variable);
        if (_info.FindEnumerator(path, Unit) is { } enumerator) return OfEnumerator(enumerator.Type, enumerator.Value);
        if (FindFunction(path) is { } function) return function;
        if (!name.IsSimple && !name.IsGlobal && FindStaticOfFunction(name) is { } hidden) return hidden;
        return name.Parts.Length == 1 ? FindSymbol(name.Last) : null;
    }

    // Rust: crate:: is the outermost module of the frame's function, self:: the innermost, super:: the one around that.
    private QualifiedName OfCrate(QualifiedName name)
    {
        if (Language != SourceLanguage.Rust || name.Parts.Length < 2 || _frame is null || name.Parts[0] is not ("crate" or "self" or "super")) return name;
        string[] modules = _info.FindFunction(_frame.LookupPc)?.Name.Split("::") ?? [];
        if (modules.Length < 2) return name;
        string[] scope = name.Parts[0] switch { "crate" => modules[..1], "self" => modules[..^1], _ => modules[..^Math.Min(2, modules.Length - 1)] };
        return new QualifiedName([.. scope, .. name.Parts.Skip(1)], IsGlobal: true);
    }

    private TypedValue? FindLocal(string name)
    {
        foreach (LocalVariable local in _locals.Value)
            if (local.Name == name) return _resolver.Resolve(local.Variable, local.Location);
        return null;
    }

    // C++: a bare member name inside a member function.
    private TypedValue? FindMemberOfThis(string name) => FindThis() is { } target
        ? MemberAccess.FindAmbiguous(target, name) ?? MemberAccess.TryFind(target, name) ?? MemberAccess.TryFindVirtual(_view, target, name) ?? MemberAccess.TryFindShared(this, target.Type, name)
        : null;

    // C++: inside a member function, the class's own name or that of a base before the member's.
    private TypedValue? FindMemberOfBase(QualifiedName name) =>
        name.Parts.Length > 1 && FindThis() is { } target && FindType(MemberAccess.ScopeOf(name), tag: null) is { } type && type.IsStructure()
        && (type.IsSameAs(target.Type) ? target : VirtualBases.Find(_view, target, type)) is { } part
            ? MemberAccess.TryFind(part, name.Last) ?? MemberAccess.TryFindVirtual(_view, part, name.Last)
            : null;

    private TypedValue? FindThis()
    {
        if (FindLocal("this") is not { } pointer || !pointer.Type.TryGetPointee(out TypeInfo? type) || !type.IsStructure()) return null;
        return _view.ReadNumber(pointer.Location, BuiltInTypes.PointerSizeInBytes) switch
        {
            ValueContents.Available available => new TypedValue(type, new ValueLocation.Memory(new(BitConverter.ToUInt32(available.Bytes.Span)))),
            ValueContents.Pending => TypedValue.Pending(type),
            ValueContents.Unavailable unavailable => new TypedValue(type, new ValueLocation.Unavailable(unavailable.Reason)),
            _ => new TypedValue(type, ValueLocation.OptimizedOut.Instance),
        };
    }

    private static TypedValue? OfEnumerator(TypeInfo.Enumeration type, Enumerator value) => type.AsArithmetic() is { } arithmetic
        ? TypedValue.Constant(type, Number.Integer(arithmetic, unchecked((ulong)value.Value)).ToBytes())
        : null;

    private TypedValue? FindFunction(string path)
    {
        // The name of a class in itself is a type (C++ [class.qual]): only C::C names its constructors.
        FunctionInfo[] functions = [.. _info.FindFunctions(path).Where(f => IsConstructor(path) || !IsConstructor(f.Name))];
        return functions.FirstOrDefault(f => f.Unit == Unit) is { } own ? OfFunction(own)
            : functions.Length > 0 ? OfFunction(functions[0])
            : null;
    }

    private static bool IsConstructor(string name) => CppNames.Split(name) is [.., var owner, var function] && WithoutArguments(owner) == WithoutArguments(function);

    private static string WithoutArguments(string name) => name.IndexOf('<', StringComparison.Ordinal) is > 0 and var open ? name[..open] : name;

    // A pointer to Thumb code has bit 0 set (AAELF32, "Symbols"); so has the address of a function here.
    private static TypedValue OfFunction(FunctionInfo function) => new(function.Type, new ValueLocation.Memory(new(function.EntryPoint.Value | 1)));

    // gdb manual, "Program Variables": 'file.c'::name and function::name.
    private TypedValue? FindInFile(string file, QualifiedName name)
    {
        foreach (CompilationUnit unit in _info.Units)
        {
            if (!IsFile(unit.Name, file)) continue;
            if (_info.GetGlobals(unit).FirstOrDefault(v => v.Name == name.Last && (name.Parts.Length == 1 || v.QualifiedName.EndsWith(name.Path, StringComparison.Ordinal))) is { } variable)
                return Static(variable);
            if (_info.FindFunctions(name.Path).FirstOrDefault(f => f.Unit == unit) is { } function) return OfFunction(function);
            if (name.Parts.Length > 1 && FindStaticOfFunction(name, unit) is { } hidden) return hidden;
        }

        return null;
    }

    private static bool IsFile(string unitName, string file) =>
        unitName.EndsWith(file, StringComparison.Ordinal) && (unitName.Length == file.Length || unitName[^(file.Length + 1)] is '/' or '\\');

    private TypedValue? FindStaticOfFunction(QualifiedName name, CompilationUnit? unit = null)
    {
        foreach (FunctionInfo function in _info.FindFunctions(name.Scope))
        {
            if (unit is not null && function.Unit != unit) continue;
            foreach (VariableInfo variable in Statics(function))
                if (variable.Name == name.Last) return Static(variable);
        }

        return null;
    }

    // The scopes at each instruction that starts a line: a block's statics are known wherever the block has code.
    private IEnumerable<VariableInfo> Statics(FunctionInfo function) => _info.GetRows(function)
        .SelectMany(row => _info.GetScopes(row.Address))
        .DistinctBy(scope => scope.Die)
        .Take(MaxBlockDepth * MaxBlockDepth)
        .SelectMany(scope => scope.Variables)
        .Where(v => !v.IsParameter && v.GetStaticLocation() is VariableLocation.Expression { Bytes.Span: [(byte)DwOp.Addr or (byte)DwOp.Addrx or (byte)DwOp.GnuAddrIndex, ..] });

    // Symbols without debug information: functions can be called addresses of, data has an address but no type.
    private TypedValue? FindSymbol(string name)
    {
        if (!_info.Image.Symbols.TryFind(name, out ElfSymbol symbol) || !symbol.IsDefined) return null;
        var location = new ValueLocation.Memory(symbol.Address);
        return symbol.Type == ElfSymbolType.Function
            ? new TypedValue(BuiltInTypes.FunctionOf(BuiltInTypes.Void, []), location)
            : new TypedValue(BuiltInTypes.Void, location);
    }
}
