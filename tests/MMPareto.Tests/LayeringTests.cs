using System.Reflection;
using System.Xml.Linq;

namespace MMPareto.Tests;

/// <summary>The direction of the code, which docs/design.md sets.</summary>
public class LayeringTests
{
    /// <summary>What each project uses, besides what these use: the table of docs/design.md.</summary>
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["MMPareto.Native"] = [],
        ["MMPareto.Gradients"] = ["MMPareto.Native"],
        ["MMPareto.Data"] = ["MMPareto.Native"],
        ["MMPareto.Models"] = ["MMPareto.Data"],
        ["MMPareto.Runs"] = [],
        ["MMPareto.Reports"] = ["MMPareto.Runs"],
        ["MMPareto.Training"] = ["MMPareto.Gradients", "MMPareto.Models", "MMPareto.Runs"],
        ["MMPareto.Experiments"] = ["MMPareto.Training"],
        ["MMPareto.Cli"] = ["MMPareto.Experiments", "MMPareto.Reports"],
    };

    /// <summary>Files at the root of a project that put its parts together, and so use its folders.</summary>
    private static readonly string[] Assembles =
    [
        "MMPareto.Gradients/GradientIntegrator.cs", "MMPareto.Gradients/Weightings.cs",
        "MMPareto.Reports/Plot.cs", "MMPareto.Reports/Report.cs", "MMPareto.Reports/ReportFile.cs",
        "MMPareto.Runs/RunJson.cs",
        "MMPareto.Training/Evaluator.cs", "MMPareto.Training/Trainer.cs", "MMPareto.Training/TrainerOptions.cs",
        "MMPareto.Experiments/Catalog.cs", "MMPareto.Experiments/Experiment.cs",
        "MMPareto.Experiments/ExperimentSource.cs", "MMPareto.Experiments/ManifestExperiment.cs", "MMPareto.Experiments/MethodEntry.cs",
        "MMPareto.Experiments/ResumeSettings.cs",
    ];

    private static string Sources { get; } = Path.Combine(Root(), "src");

    private static string[] Projects { get; } =
        [.. Directory.GetDirectories(Sources).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> EachProject => [.. Projects];

    [Fact]
    public void The_table_has_every_project() =>
        Assert.Equal(Uses.Keys.Order(StringComparer.Ordinal), Projects);

    [Theory]
    [MemberData(nameof(EachProject))]
    public void A_project_uses_what_the_table_says(string project)
    {
        var references = XDocument.Load(Path.Combine(Sources, project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Equal(Uses[project].Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Runs_needs_no_libtorch()
    {
        var referenced = Assembly.Load("MMPareto.Runs").GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(referenced, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EachProject))]
    public void The_root_of_a_project_is_vocabulary_that_does_not_use_its_folders(string project)
    {
        if (project == "MMPareto.Cli") return; // a program: its root puts the commands together
        var uses = Directory.GetFiles(Path.Combine(Sources, project), "*.cs")
            .Where(file => (FirstLine(file, $"using {project}.") ?? FirstLine(file, $"using static {project}.")) is not null)
            .Select(file => $"{project}/{Path.GetFileName(file)}");
        var allowed = Assembles.Where(file => file.StartsWith($"{project}/", StringComparison.Ordinal));
        Assert.Equal(allowed, uses.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EachProject))]
    public void A_namespace_follows_its_folder(string project)
    {
        var folder = Path.Combine(Sources, project);
        foreach (var file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            var declared = FirstLine(file, "namespace ");
            var below = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!);
            var expected = below == "." ? project : $"{project}.{below.Replace(Path.DirectorySeparatorChar, '.')}";
            var follows = declared is null || declared == $"namespace {expected};"; // null: top-level statements
            Assert.True(follows, $"{file} must declare {expected}; got {declared}");
        }
    }

    [Fact]
    public void No_type_bears_the_name_of_a_namespace()
    {
        var types = Projects.Select(project => project == "MMPareto.Cli" ? "mmpareto" : project)
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type is { Namespace: not null, IsNested: false }).ToArray();
        var names = types.SelectMany(type => type.Namespace!.Split('.')).ToHashSet();
        Assert.Empty(types.Where(type => names.Contains(type.Name)).Select(type => type.FullName));
    }

    private static string? FirstLine(string file, string beginning) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
