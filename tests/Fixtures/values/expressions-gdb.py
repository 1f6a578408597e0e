# Writes what gdb says of expressions about static data: ARGS = [image, list of expressions, result, language]. A line "OURS => THEIRS" asks gdb otherwise than us,
# for where C promotes and gdb does not. gdb 13 loses the sign of a _Float16 that it computes: there, too, and "OURS => THEIRS : TYPE" gives the type.
import gdb
image, expressions, result, language = ARGS
gdb.execute("file " + image)
gdb.execute("set language " + language)
gdb.execute("set print repeats 0")
with open(result, "w") as out:
    out.write("# " + gdb.execute("show version", to_string=True).splitlines()[0] + "\n")
    for line in open(expressions):
        ours, _, theirs = line.strip().partition(" => ")
        theirs, _, type = theirs.partition(" : ")
        value = gdb.parse_and_eval(theirs or ours)
        text = gdb.execute("output " + (theirs or ours), to_string=True)
        out.write("%s => %s ; %s\n" % (ours, text, type or value.type))
