using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>A <see cref="PlainTrainee"/> in a process of its own, with the allocator as the system has it; it takes a step when told to.</summary>
internal sealed class PlainProcess : IPlainSteps
{
    private const string Step = "step";
    private const string Done = "done";
    private readonly Process _process;

    /// <param name="subject">Model and data.</param>
    public PlainProcess(Subject subject) => _process = ChildProcess.StartSelf(
        Children.Plain, subject.Name, get_num_threads().ToString(CultureInfo.InvariantCulture));

    /// <summary>Has it take a step, and waits for the end.</summary>
    public void Take()
    {
        try
        {
            _process.StandardInput.WriteLine(Step);
            _process.StandardInput.Flush();
        }
        catch (IOException e)
        {
            throw new BenchmarkException($"the plain process must take steps; it has ended: {e.Message}");
        }
        if (_process.StandardOutput.ReadLine() is var answer and not Done)
            throw new BenchmarkException($"the plain process must answer '{Done}'; got '{answer}'.");
    }

    /// <summary>The other side: steps until there is no more to read.</summary>
    /// <param name="subject">Name of the subject.</param>
    /// <param name="output">Where answers go.</param>
    public static void Serve(string subject, TextWriter output)
    {
        using var trainee = new PlainTrainee(Subject.Three.Single(each => each.Name == subject));
        while (Console.In.ReadLine() == Step)
        {
            trainee.Take();
            output.WriteLine(Done);
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before; Take has told.
        }
        _process.WaitForExit();
        _process.Dispose();
    }
}
