using System.Diagnostics;
using MMPareto.Data.Audio;
using MMPareto.Tests.Data.Images;
using MMPareto.Tests.Support;
using SkiaSharp;

namespace MMPareto.Tests.Data.PreparedSets;

/// <summary>Folders in the layout and naming of official downloads, with a few tiny files in them.</summary>
internal static class TinyDownloads
{
    /// <summary>Skips the test where videos can be neither made nor read.</summary>
    public static void NeedVideos() => Need.That(new ExternalDecoder().IsInstalled, "ffmpeg is not installed");

    /// <summary>CREMA-D: clips of these names, two seconds of video each and half a second of sound.</summary>
    public static string CremaD(TemporaryFolder folder, params string[] clips)
    {
        var (root, master) = (folder["crema"], folder["master.flv"]);
        Directory.CreateDirectory(Path.Combine(root, "AudioWAV"));
        Directory.CreateDirectory(Path.Combine(root, "VideoFlash"));
        Make(master, "-f", "lavfi", "-i", "testsrc=size=48x36:rate=5", "-t", "2", "-c:v", "flv");
        foreach (var clip in clips)
        {
            File.Copy(master, Path.Combine(root, "VideoFlash", $"{clip}.flv"));
            WavWriter.Write(Path.Combine(root, "AudioWAV", $"{clip}.wav"), Tone(clip.Contains("ANG", StringComparison.Ordinal) ? 300 : 900));
        }
        return root;
    }

    /// <summary>Kinetics: videos with sound at these paths, two seconds each.</summary>
    public static string Kinetics(TemporaryFolder folder, params string[] paths)
    {
        var (root, master) = (folder["k400"], folder["master.mp4"]);
        Make(master, "-f", "lavfi", "-i", "testsrc=size=48x36:rate=5", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=22050", "-t", "2", "-c:v", "mpeg4", "-c:a", "aac");
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.Copy(master, Path.Combine(root, path));
        }
        return root;
    }

    /// <summary>ModelNet40: twelve views of these objects, as <c>airplane/train/airplane_0001</c>.</summary>
    public static string ModelNet40(TemporaryFolder folder, params string[] objects)
    {
        var root = folder["views"];
        foreach (var each in objects)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, each))!);
            for (var view = 1; view <= 12; view++)
                Pictures.Write(Path.Combine(root, FormattableString.Invariant($"{each}_{view:000}.jpg")), SKEncodedImageFormat.Jpeg, 20, 20, (x, y) => (20 * view, 10 * x, 10 * y));
        }
        return root;
    }

    /// <summary>A video with neither sound nor anything else wrong.</summary>
    public static void WriteSilentVideo(string path) => Make(path, "-f", "lavfi", "-i", "testsrc=size=48x36:rate=5", "-t", "2", "-c:v", "mpeg4");

    /// <summary>Names, sizes, times and bytes of all files, to see that none was touched.</summary>
    public static string[] Snapshot(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file)).GetHashCode(StringComparison.Ordinal)}"),
    ];

    private static AudioClip Tone(double frequency) =>
        new(16_000, 1, Enumerable.Range(0, 8000).Select(t => (float)(0.3 * Math.Sin(Math.Tau * frequency * t / 16_000))).ToArray());

    private static void Make(string path, params string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", .. arguments, path]) { RedirectStandardError = true })!;
        var error = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        Assert.True(ffmpeg.ExitCode == 0, error);
    }
}
