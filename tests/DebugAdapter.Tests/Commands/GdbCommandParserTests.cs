using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Commands;

namespace RspDebug.DebugAdapter.Tests.Commands;

/// <summary>What lines of gdb and GDB/MI mean here.</summary>
[TestFixture]
public sealed class GdbCommandParserTests
{
    private const string Table = """
        monitor reset halt                          | monitor reset halt
        mon   reset                                 | monitor reset
        maint packet qTStatus                       | packet qTStatus
        maintenance packet vRun;                    | packet vRun;
        maintenance flush register-cache            | nothing
        load                                        | load
        load build/fw.hex                           | load build/fw.hex
        load "C:/my files/fw.elf"                   | load C:/my files/fw.elf
        load fw.elf 0                               | load fw.elf
        load fw.elf 0x1000                          | refused An offset is not added
        restore fw.bin binary 0x27000               | load fw.bin @27000
        restore fw.hex                              | load fw.hex
        restore fw.bin binary                       | refused Write `restore FILE binary ADDRESS`
        break main                                  | break main
        hb main.c:12                                | break main.c:12
        b *0x1235                                   | break 0x00001234
        break ISR if count > 3                      | break ISR if count > 3
        break                                       | refused Write the function
        delete                                      | delete
        delete 3                                    | nothing
        continue                                    | continue
        c                                           | continue
        stepi                                       | step Into instruction
        next                                        | step Over
        finish                                      | out
        interrupt                                   | interrupt
        echo ready\n                                | echo ready
        set var x = 5                               | evaluate x = 5
        set variable a.b[2] = 1                     | evaluate a.b[2] = 1
        set $pc = Reset_Handler                     | evaluate $pc = Reset_Handler
        set $sp = {int}0x20000000                   | evaluate $sp = *(int*)(0x20000000)
        set {unsigned int}0x40000000 = 7            | evaluate *(unsigned int*)(0x40000000) = 7
        set *(int*)0x20000000 = 1                   | evaluate *(int*)0x20000000 = 1
        set counter=3                               | evaluate counter=3
        set mem inaccessible-by-default off         | nothing
        set print pretty on                         | nothing
        set remotetimeout 20                        | nothing
        set substitute-path /a /b                   | refused Use "sourceMap"
        print counter                               | print counter
        p/x $sp                                     | print $sp,x
        print /d flags                              | print flags,d
        p                                           | refused Write an expression
        -target-download                            | load
        -exec-continue                              | continue
        -exec-interrupt                             | interrupt
        -exec-step-instruction                      | step Into instruction
        -break-insert -h main                       | break main
        -break-insert --function main               | break main
        -break-insert -t main                       | refused Use "runToEntryPoint"
        -break-insert -c x==1 main                  | refused The option -c
        -enable-pretty-printing                     | nothing
        enable pretty-printing                      | refused Set breakpoints in the editor
        -interpreter-exec console "monitor reset"   | monitor reset
        -interpreter-exec console "echo \"a\""      | echo "a"
        -gdb-set mi-async on                        | nothing
        -data-evaluate-expression $pc               | print $pc
        -file-exec-and-symbols fw.elf               | refused Name the file in "executable"
        source init.gdb                             | refused Write the commands of the file here
        shell sleep 1                               | refused Run programs by "preLaunchTask"
        add-symbol-file boot.elf 0x1000             | refused Name the file in "executable" or "symbolFiles"
        target remote :3333                         | refused "servertype" and "gdbTarget"
        tbreak main                                 | refused Use "runToEntryPoint"
        detach                                      | refused The session does it
        x/4xw 0x20000000                            | refused If it is for the debug server
        info registers                              | refused The editor's views
        reset halt                                  | refused If it is for the debug server, write `monitor`
        handle SIGTRAP nostop                       | nothing
        # a remark                                  | nothing
        """;

    private static IEnumerable<TestCaseData> Rows() => Table.Split('\n').Select(static line => line.Split('|', 2))
        .Select(static cells => new TestCaseData(cells[0].Trim(), cells[1].Trim()).SetArgDisplayNames(cells[0].Trim()));

    [TestCaseSource(nameof(Rows))]
    public void Parse_Line_HasThisMeaning(string line, string meaning) => Assert.That(Describe(GdbCommandParser.Parse(line)), Does.StartWith(meaning));

    [Test]
    public void OfServer_ProfileCommands_GoToTheServerAsTheyAre() =>
        Assert.That(LaunchCommand.OfServer(["reset halt", "maint packet vRun;"]).Select(static line => Describe(line.Command)), Is.EqualTo(new[] { "monitor reset halt", "packet vRun;" }));

    private static string Describe(GdbCommand command) => command switch
    {
        GdbCommand.Monitor monitor => "monitor " + monitor.Text,
        GdbCommand.Packet packet => "packet " + packet.Payload,
        GdbCommand.Load { File: { } file } => $"load {file.Path}{(file.Address is { } at ? $" @{at.Value:x}" : "")}",
        GdbCommand.Load => "load",
        GdbCommand.Break { Place: BreakpointSpec.Line line } => $"break {line.Path}:{line.LineNumber}",
        GdbCommand.Break place => $"break {place.Place.Title}{(place.Place.Condition is { } condition ? " if " + condition : "")}",
        GdbCommand.DeleteBreakpoints => "delete",
        GdbCommand.Evaluate expression => (expression.Shows ? "print " : "evaluate ") + expression.Expression,
        GdbCommand.Continue => "continue",
        GdbCommand.Step step => $"step {step.Kind}{(step.ByInstruction ? " instruction" : "")}",
        GdbCommand.StepOut => "out",
        GdbCommand.Interrupt => "interrupt",
        GdbCommand.Echo echo => "echo " + echo.Text,
        GdbCommand.WithoutEffect => "nothing",
        GdbCommand.Refused refused => "refused " + refused.Advice,
        _ => command.ToString(),
    };
}
