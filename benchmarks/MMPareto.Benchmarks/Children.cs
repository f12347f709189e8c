using System.Globalization;
using MMPareto.Benchmarks.Questions;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Native;

namespace MMPareto.Benchmarks;

/// <summary>What this program does as its own child.</summary>
internal static class Children
{
    /// <summary>Ends at once.</summary>
    public const string Nothing = "nothing";

    /// <summary>Trains, and tells its memory.</summary>
    public const string Memory = "memory";

    /// <summary>Trains a whole run, and tells its memory.</summary>
    public const string Endurance = "endurance";

    /// <summary>Trains by the released code's procedure in plain float32, a step whenever it is told to.</summary>
    public const string Plain = "plain";

    /// <summary>Does it.</summary>
    /// <param name="arguments">Which, and with what.</param>
    /// <param name="output">Receives what the parent reads.</param>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments is [Memory, var subject, var method, var steps, var threads])
        {
            Allocator.KeepFreedMemory();
            LibTorch.EnsureLoaded();
            TorchSharp.torch.set_num_threads(int.Parse(threads, CultureInfo.InvariantCulture));
            MemoryRun.Train(subject, method, int.Parse(steps, CultureInfo.InvariantCulture)).Write(output);
        }
        if (arguments is [Endurance, var what, var settings])
        {
            Allocator.KeepFreedMemory();
            LibTorch.EnsureLoaded();
            EnduranceRun.Train(what, settings.Split(' ')).Write(output);
        }
        if (arguments is [Plain, var trained, var count])
        {
            LibTorch.EnsureLoaded();
            TorchSharp.torch.set_num_threads(int.Parse(count, CultureInfo.InvariantCulture));
            PlainProcess.Serve(trained, output);
        }
        return 0;
    }
}
