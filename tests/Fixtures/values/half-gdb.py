# Writes what gdb says of the expressions in half-expressions.txt. Where C promotes and gdb does not, of the same with the casts written out;
# gdb 13 loses the sign of a _Float16 that it computes: there, too, and the type is given.
import gdb
gdb.execute("file half.elf")
gdb.execute("set language c")
with open("half.gdb.txt", "w") as out:
    out.write("# " + gdb.execute("show version", to_string=True).splitlines()[0] + "\n")
    for line in open("half-expressions.txt"):
        ours, _, theirs = line.strip().partition(" => ")
        theirs, _, type = theirs.partition(" : ")
        value = gdb.parse_and_eval(theirs or ours)
        text = gdb.execute("output " + (theirs or ours), to_string=True)
        out.write("%s => %s ; %s\n" % (ours, text, type or value.type))
