using MMPareto.Data;
using MMPareto.Data.Arrays;
using MMPareto.Data.Audio;
using MMPareto.Data.Caching;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Sounds, arrays and entries of the decode cache.</summary>
internal static class MediaTargets
{
    private const int Values = 12;
    private static readonly string Key = new('a', CacheKey.Length);

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("wav", folder => FuzzSubject.OfFile(folder["a.wav"],
        [
            new(Sounds.Wav(1, 1, 8000, 16, 40)), new(Sounds.Wav(1, 2, 44100, 24, 20)), new(Sounds.Wav(3, 1, 16000, 32, 20)), new(Sounds.Wav(3, 2, 16000, 64, 10)),
            new(Sounds.Wav(1, 1, 8000, 8, 31)), new(Sounds.Wav(1, 6, 48000, 32, 5, isExtensible: true)),
        ], path =>
        {
            WavFile.Read(path, 0.001);
            WavFile.Read(path).ToMono();
        }, typeof(DataException))),
        new("npy", folder => FuzzSubject.OfFile(folder["a.npy"],
        [
            new(Arrays.Npy("<f4", "(3, 4)", 48)), new(Arrays.Npy(">f8", "(2, 2)", 32, fortran: true)), new(Arrays.Npy("|u1", "()", 1)), new(Arrays.Npy("<i8", "(0, 5)", 0, major: 2)),
            new(Arrays.Npy("<f2", "(2, 1, 3)", 12, fortran: true, major: 3)),
        ], path =>
        {
            NpyFile.ReadInto(path, NpyFile.ReadShape(path), new float[NpyFile.Read(path).Values.Length]);
        }, typeof(DataException)) with
        { IsText = true }), // its header is
        new("cache-entry", folder =>
        {
            CacheEntry.Write(folder["whole"], Key, new float[Values]);
            var whole = File.ReadAllBytes(folder["whole"]);
            return FuzzSubject.OfFile(folder["entry.f32"], [new(whole)], path =>
            {
                if (CacheEntry.TryRead(path, Key, new float[Values]) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(whole))
                    throw new InvalidOperationException("A damaged entry must not be taken.");
            });
        }),
    ];
}
