using System.Reflection;
using System.Runtime.InteropServices;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Gradients;
using MMPareto.Native;
using MMPareto.Native.Weights;
using MMPareto.Runs;

namespace MMPareto.Cli;

/// <summary>Turns an exception into lines for the user and an exit code.</summary>
internal static class ErrorReport
{
    private const int LongestLine = 2000;

    /// <summary>Writes one line, or one for each problem of a configuration; the trace only if asked to.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception exception, bool verbose, TextWriter error)
    {
        var cause = CauseOf(exception);
        foreach (var line in Lines(cause)) error.WriteLine($"mmpareto: {line}");
        if (exception is UnfinishedRunException unfinished) error.WriteLine($"mmpareto: {OneLine(unfinished.Message)}");
        if (verbose) error.WriteLine(exception);
        else if (!IsKnown(cause)) error.WriteLine("mmpareto: run the same again with --verbose to see where.");
        return IsBadInput(cause) && exception is not UnfinishedRunException ? ExitCode.BadInput : ExitCode.Failed;
    }

    /// <summary>The exception that says what happened, out of those that only pass it on.</summary>
    private static Exception CauseOf(Exception exception) => exception switch
    {
        AggregateException or TypeInitializationException or TargetInvocationException or UnfinishedRunException
            when exception.InnerException is { } inner => CauseOf(inner),
        _ => exception,
    };

    private static IEnumerable<string> Lines(Exception cause) => cause switch
    {
        ConfigException config => config.Problems.Select(problem => OneLine(problem.ToString())),
        OperationCanceledException => ["stopped."],
        _ when IsLackOfMemory(cause) =>
        [
            $"memory must be enough for a step; got {OneLine(cause.Message.Split('\n')[0])}. " +
                "Less is needed with a smaller training.batch_size, or with training.micro_batches=N, which computes each batch in N parts.",
        ],
        ArgumentException argument => [OneLine(WithoutParameter(argument))],
        _ when IsKnown(cause) => [OneLine(cause.Message)],
        _ => [$"unexpected {cause.GetType().Name}: {OneLine(cause.Message.Split('\n')[0])}"],
    };

    private static bool IsBadInput(Exception cause) =>
        cause is ConfigException or BadInputException or ArgumentException;

    /// <summary>libtorch tells its own in a message alone.</summary>
    private static bool IsLackOfMemory(Exception cause) => cause is OutOfMemoryException || (cause is ExternalException && (
        cause.Message.Contains("can't allocate memory", StringComparison.Ordinal) || cause.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)));

    private static bool IsKnown(Exception cause) => IsBadInput(cause)
        || cause is DataException or RunFolderException or LibTorchException or NumericalException or WeightsException
            or OperationCanceledException or IOException or UnauthorizedAccessException || IsLackOfMemory(cause);

    /// <summary>On one line of a length that can be read, without what a terminal would obey.</summary>
    private static string OneLine(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(line.Take(LongestLine).Select(c => char.IsControl(c) ? ' ' : c)) + (line.Length > LongestLine ? "…" : "");
    }

    /// <summary>The name of a parameter in the source says nothing to the user.</summary>
    private static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
