using RspDebug.Dwarf.Fuzz;

// --cases N --seed S FILE...: seeded mutations of images; --repeat SEED FILE: one of them again; --cuts FILE...: files and sections cut; FILE... alone: as they are.
// --names goes before lists of mangled names instead of images.
// Exit code 1 when a case ended with an exception that is not documented; 2 when the arguments make no sense.
if (FuzzArguments.Read(args) is not { } arguments) return 2;
var log = new CaseLog(Console.Out);

// A large image takes as long for one case as others for ten.
double[] shares = [.. arguments.Files.Select(path => 1.0 / (1 + (new FileInfo(path).Length / (2 * ImageCuts.MostFileLengths))))];
for (int f = 0; f < arguments.Files.Count; f++)
{
    string path = arguments.Files[f];
    int cases = (int)Math.Ceiling(arguments.Cases * shares[f] / shares.Sum());
    IEnumerable<int> seeds = Enumerable.Range(arguments.Seed, cases);
    if (arguments.AreNames) RunNames(path, seeds);
    else RunImage(path, seeds);
    log.WriteSum(path);
}

return log.Failures == 0 ? 0 : 1;

void RunNames(string path, IEnumerable<int> seeds)
{
    string[] names = [.. File.ReadLines(path).Select(line => line.Split(' ')[0]).Where(name => name.StartsWith('_'))];
    if (arguments.Repeat is { } seed) _ = NameFuzz.Run(NameFuzz.Mutate(names, seed));
    else foreach (int own in seeds) log.Run($"{path} --repeat {own}", () => (NameFuzz.Run(NameFuzz.Mutate(names, own)), 0));
}

void RunImage(string path, IEnumerable<int> seeds)
{
    var file = new FuzzedFile(path);
    if (arguments.Repeat is { } seed)
    {
        _ = file.Run(seed, out _);
        return;
    }

    if (arguments.AreCuts)
    {
        var cuts = new ImageCuts(file.Bytes);
        foreach ((string name, ReadOnlyMemory<byte> bytes) in cuts.Files().Concat(cuts.Sections())) log.Run($"{path} {name}", () => (file.Run(bytes, out int reads), reads));
    }

    foreach (int own in seeds) log.Run($"{path} --repeat {own}", () => (file.Run(own, out int reads), reads));
    if (!arguments.AreCuts && arguments.Cases == 0) log.Run(path, () => (file.Run(file.Bytes, out int reads), reads));
}
