using System.Globalization;
using MMPareto.Benchmarks.Pages;
using MMPareto.Benchmarks.Results;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks;

/// <summary>The command: parses, asks, prints, keeps the answer.</summary>
internal static class BenchmarkCommand
{
    private const string All = "all";
    private const string Page = "page";

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What follows the name of the program.</param>
    /// <param name="output">Receives answers.</param>
    /// <param name="progress">Receives what takes long, and errors.</param>
    /// <returns>0; 1 when a question could not be answered; 2 when it cannot be asked so.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter progress)
    {
        try
        {
            return arguments switch
            {
                [] or ["--help"] => List(output),
                [Page] => WritePage(output),
                [All, .. var rest] => AskAll(BenchmarkOptions.Parse(rest), output, progress),
                [ChildProcess.Mark, .. var rest] => Children.Run(rest, output),
                [var name, .. var rest] => Ask(Find(name), BenchmarkOptions.Parse(rest), output, progress),
            };
        }
        catch (BenchmarkException e)
        {
            progress.WriteLine($"bench: {e.Message}");
            return 2;
        }
#pragma warning disable CA1031 // the outermost one: what went wrong in a line
        catch (Exception e)
#pragma warning restore CA1031
        {
            progress.WriteLine($"bench: {e.Message}");
            return 1;
        }
    }

    private static int List(TextWriter output)
    {
        output.WriteLine("bench: questions about speed and memory, answered by measuring\n");
        foreach (var question in QuestionList.All) Write(question.Name, question.Summary);
        Write(All, "all of them, one after the other");
        Write(Page, "write docs/performance.md and the plot of a long run from the kept answers");
        output.WriteLine("""

            ./bench QUESTION [--pairs N] [--threads N] [--model NAME]
                                 [--quick] [--out FILE]

            Answers are kept in benchmarks/results/QUESTION.json. Those of --quick (few
            rounds, only to see that it works) and --model are printed, and kept only
            with --out.
            """);
        return 0;

        void Write(string name, string summary)
        {
            foreach (var (line, number) in ResultText.Wrapped(summary, 65).Select((line, number) => (line, number)))
                output.WriteLine($"  {(number == 0 ? name : ""),-11} {line}");
        }
    }

    private static IQuestion Find(string name) => QuestionList.All.FirstOrDefault(question => question.Name == name)
        ?? throw new BenchmarkException(
            $"the question must be one of {string.Join(", ", QuestionList.All.Select(question => question.Name))}, {All} or {Page}; got '{name}'.");

    private static int WritePage(TextWriter output)
    {
        File.WriteAllText(Repository.Page, PerformancePage.OfRepository());
        output.WriteLine($"written: {Path.GetRelativePath(Repository.Root, Repository.Page)}");
        if (EndurancePlot.OfRepository() is not { } plot) return 0;
        File.WriteAllText(Repository.EndurancePlot, plot);
        output.WriteLine($"written: {Path.GetRelativePath(Repository.Root, Repository.EndurancePlot)}");
        return 0;
    }

    /// <summary>One that fails does not keep the others from being asked.</summary>
    private static int AskAll(BenchmarkOptions options, TextWriter output, TextWriter progress)
    {
        if (options.Out is not null || options.Model is not null)
            throw new BenchmarkException("--out and --model must go with one question; got 'all'.");
        var code = 0;
        foreach (var question in QuestionList.All)
        {
            try
            {
                Ask(question, options, output, progress);
            }
#pragma warning disable CA1031 // hours of measuring must not end with one question
            catch (Exception e)
#pragma warning restore CA1031
            {
                progress.WriteLine($"bench: {question.Name}: {e.Message}");
                code = 1;
            }
        }
        return code;
    }

    private static int Ask(IQuestion question, BenchmarkOptions options, TextWriter output, TextWriter progress)
    {
        RequireModel(question, options);
        if (options.Out is { } file && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new BenchmarkException($"--out must be a file in a folder that is there; got '{file}'.");
        Allocator.KeepFreedMemory();
        LibTorch.EnsureLoaded();
        set_num_threads(Threads(options));
        var record = question.Answer(options, progress).Record(question.Name, options.Quick);
        ResultText.Write(output, question, record);
        if (!options.IsKept) return 0;
        var path = options.Out ?? ResultFile.PathOf(question.Name);
        ResultFile.Write(path, record);
        output.WriteLine($"kept: {(options.Out is null ? Path.GetRelativePath(Repository.Root, path) : path)}");
        return 0;
    }

    private static void RequireModel(IQuestion question, BenchmarkOptions options)
    {
        if (options.Model is not { } name || question.Subjects.Any(subject => subject.Name == name)) return;
        var names = string.Join(", ", question.Subjects.Select(subject => subject.Name));
        throw new BenchmarkException(
            $"--model must be {(names.Length == 0 ? $"left out of {question.Name}, which has none" : $"one of {names}")}; got '{name}'.");
    }

    /// <summary>As the mmpareto command chooses them.</summary>
    private static int Threads(BenchmarkOptions options) => options.Threads
        ?? (int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out var threads)
            && threads > 0 ? threads : Environment.ProcessorCount);
}
