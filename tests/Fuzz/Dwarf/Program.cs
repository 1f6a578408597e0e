using System.Globalization;
using RspDebug.Dwarf.Fuzz;

// --cases N --seed S FILE...: N mutations, spread over the files, case i of file f with seed S + i; --repeat SEED FILE: one case; FILE... alone: the files as they are.
// Exit code 1 when a case ended with an exception that is not documented; 2 when the arguments make no sense.
int cases = 0, seed = 1;
int? repeat = null;
var files = new List<string>();
for (int i = 0; i < args.Length; i++)
{
    if (args[i] is not ("--cases" or "--seed" or "--repeat"))
    {
        files.Add(args[i]);
        continue;
    }
    if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return 2;
    if (args[i] == "--cases") cases = number;
    else if (args[i] == "--seed") seed = number;
    else repeat = number;
    i++;
}
if (files.Count == 0) return 2;

int failures = 0, refused = 0;
long most = 0;
for (int f = 0; f < files.Count; f++)
{
    byte[] file = File.ReadAllBytes(files[f]);
    if (cases == 0 && repeat is null)
    {
        _ = ImageFuzz.Run(file);
        continue;
    }
    var mutator = new ImageMutator(file);
    int first = repeat ?? seed, last = repeat is null ? seed + (cases / files.Count) + (f < cases % files.Count ? 1 : 0) - 1 : first;
    for (int i = first; i <= last; i++)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            refused += ImageFuzz.Run(mutator.Create(i)) ? 0 : 1;
        }
        // Every kind of exception is a finding here.
        catch (Exception exception) when (repeat is null)
        {
            failures++;
            Console.WriteLine($"{files[f]} seed {i}: {exception}");
        }
        most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
    }
    Console.WriteLine($"{files[f]}: {last - first + 1} cases; so far {failures} failed, {refused} refused, at most {most} bytes allocated by a case");
}
return failures == 0 ? 0 : 1;
