using Waybill.Pictures;

var isCheck = args is ["--check", ..];
var folder = args.LastOrDefault(argument => argument != "--check") ?? "docs/pictures";
var stale = 0;
foreach (var source in Directory.EnumerateFiles(folder, "*.trace").Order(StringComparer.Ordinal))
{
    var target = Path.ChangeExtension(source, ".svg");
    var drawn = TraceSvg.Draw(TraceText.Parse(File.ReadAllLines(source))) + "\n";
    if (isCheck && (!File.Exists(target) || File.ReadAllText(target) != drawn))
    {
        Console.Error.WriteLine($"{target} is not what {source} says: run ./build.sh pictures");
        stale++;
    }
    else if (!isCheck)
    {
        File.WriteAllText(target, drawn);
        Console.WriteLine(target);
    }
}

return stale == 0 ? 0 : 1;
