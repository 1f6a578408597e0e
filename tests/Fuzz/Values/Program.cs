using System.Globalization;
using RspDebug.Values.Fuzz;

// FIRST LAST FILE...: each image with the seeds FIRST to LAST. Beside an image its RAM may lie, FILE.ram. Exit code 1 when a case failed; 2 when the arguments make no sense.
if (args.Length < 3 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)) return 2;
int failures = 0;
foreach (string path in args[2..])
{
    string ram = Path.ChangeExtension(path, ".ram");
    var fuzz = new ValueFuzz(File.ReadAllBytes(path), File.Exists(ram) ? File.ReadAllBytes(ram) : []);
    long shown = 0;
    for (int seed = first; seed <= last; seed++)
    {
        try
        {
            shown += fuzz.Run(seed);
        }
        // Every kind of exception is a finding here.
        catch (Exception exception)
        {
            failures++;
            Console.WriteLine($"{path} seed {seed}: {exception}");
        }
    }

    Console.WriteLine($"{path}: {last - first + 1} cases, {shown} values, {failures} failed so far; a value took at most {fuzz.MostReadsSeen} reads and {fuzz.MostBytesSeen} bytes");
}

return failures == 0 ? 0 : 1;
