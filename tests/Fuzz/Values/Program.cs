using System.Globalization;
using RspDebug.Dwarf.Fuzz;
using RspDebug.Values.Fuzz;

// [--images] FIRST LAST FILE...: the seeds FIRST to LAST, of damage to memory or, with --images, to the images. Beside an image its RAM may lie, FILE.ram.
// Exit code 1 when a case failed; 2 when the arguments make no sense.
bool areImages = args is ["--images", ..];
string[] rest = areImages ? args[1..] : args;
if (rest.Length < 3 || !int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) || !int.TryParse(rest[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)) return 2;
int failures = 0;
foreach (string path in rest[2..])
{
    byte[] file = File.ReadAllBytes(path);
    byte[] ram = File.Exists(Path.ChangeExtension(path, ".ram")) ? File.ReadAllBytes(Path.ChangeExtension(path, ".ram")) : [];
    var mutator = new ImageMutator(file);
    ValueFuzz whole = ValueFuzz.Open(file, file, ram) ?? throw new InvalidDataException($"{path} has no main function");
    long shown = 0, bytes = 0;
    int reads = 0;
    for (int seed = first; seed <= last; seed++)
    {
        try
        {
            if ((areImages ? ValueFuzz.Open(mutator.Create(seed), file, ram) : whole) is not { } fuzz) continue;
            shown += fuzz.Run(areImages ? 0 : seed);
            (reads, bytes) = (Math.Max(reads, fuzz.MostReadsSeen), Math.Max(bytes, fuzz.MostBytesSeen));
        }
        // Every kind of exception is a finding here.
        catch (Exception exception)
        {
            failures++;
            Console.WriteLine($"{path} seed {seed}: {exception}");
        }
    }

    Console.WriteLine($"{path}: {last - first + 1} cases, {shown} values, {failures} failed so far; a value took at most {reads} reads and {bytes} bytes");
}

return failures == 0 ? 0 : 1;
