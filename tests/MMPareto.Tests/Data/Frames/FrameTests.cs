using CsCheck;
using MMPareto.Data;
using MMPareto.Data.Frames;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Frames;

public sealed class FrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frame_2.jpg", "frame_10.jpg")]
    [InlineData("frame_2.jpg", "frame_002a.jpg")]
    [InlineData("frame_9", "frame_00010")]
    [InlineData("2-10", "10-2")]
    [InlineData("1-2", "1-10")]
    [InlineData("a", "b")]
    [InlineData("B", "a")]
    [InlineData("a", "a1")]
    [InlineData("01", "1")]
    [InlineData("99999999999999999999998", "99999999999999999999999")]
    [InlineData("5", "x")]
    [InlineData("", "0")]
    public void Numbers_in_names_are_compared_as_numbers(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NaturalOrder.Instance.Compare(first, first));
    }

    [Fact]
    public void The_order_is_one_of_all_names()
    {
        string[] pieces = ["0", "1", "00", "12", "2", "a", "_", "é"];
        var name = Gen.Int[0, pieces.Length - 1].Array[0, 5]
            .Select(parts => string.Concat(parts.Select(part => pieces[part])));
        Gen.Select(name, name, name).Sample(
            (a, b, c) =>
            {
                var order = NaturalOrder.Instance;
                var (ab, bc) = (Math.Sign(order.Compare(a, b)), Math.Sign(order.Compare(b, c)));
                return ab == -Math.Sign(order.Compare(b, a))
                    && (ab == 0) == (a == b)
                    && (ab >= 0 || bc >= 0 || order.Compare(a, c) < 0);
            },
            iter: 5000, threads: 1);
    }

    [Fact]
    public void Frames_are_the_pictures_of_a_folder_in_order()
    {
        string[] names = ["f10.jpg", "f9.JPG", "f1.png", "f11.webp", ".f0.jpg", "Thumbs.db", "notes.txt", "f2.jpeg"];
        foreach (var name in names) _folder.Write(name, "");
        Directory.CreateDirectory(_folder["f3.jpg"]);
        Assert.Equal(
            ["f1.png", "f2.jpeg", "f9.JPG", "f10.jpg", "f11.webp"],
            FrameFolder.List(_folder.FullPath).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_folder_without_frames_or_that_is_none_is_refused()
    {
        _folder.Write("notes.txt", "");
        Assert.EndsWith(
            "expected frames (.jpg, .jpeg, .png, .webp, .bmp, .gif); found none. Extract them, or leave the clip out.",
            Refusal.Of(_folder.FullPath, () => FrameFolder.List(_folder.FullPath)), StringComparison.Ordinal);
        foreach (var path in new[] { _folder["nowhere"], _folder["notes.txt"] })
        {
            var message = Refusal.Of(path, () => FrameFolder.List(path));
            Assert.Contains("cannot be read as a folder of frames:", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(10, 2, new[] { 2, 7 })]
    [InlineData(11, 2, new[] { 2, 7 })]
    [InlineData(12, 2, new[] { 2, 8 })]
    [InlineData(9, 3, new[] { 1, 4, 7 })]
    [InlineData(3, 3, new[] { 0, 1, 2 })]
    [InlineData(7, 1, new[] { 3 })]
    [InlineData(1, 1, new[] { 0 })]
    [InlineData(2, 4, new[] { 0, 1, 1, 1 })]
    [InlineData(1, 3, new[] { 0, 0, 0 })]
    [InlineData(5, 0, new int[0])]
    public void Evaluation_sees_the_middle_of_each_segment(int files, int count, int[] expected)
    {
        var frames = new int[count];
        FrameSampler.Middle(files, frames);
        Assert.Equal(expected, frames);
    }

    [Fact]
    public void Training_sees_each_frame_of_each_segment_as_often()
    {
        var counts = new int[11];
        var frames = new int[2];
        for (var seed = 0; seed < 5000; seed++)
        {
            FrameSampler.Random(11, Random(seed), frames);
            Assert.InRange(frames[0], 0, 4);
            Assert.InRange(frames[1], 5, 9);
            foreach (var frame in frames) counts[frame]++;
        }
        Assert.InRange(Statistics.ChiSquare(counts[..10], 1000), 0, 26.1); // 99.9 % of 8 degrees of freedom
        Assert.Equal(0, counts[10]);
    }

    [Fact]
    public void Equal_generators_choose_equal_frames_and_few_files_leave_no_choice()
    {
        var (first, second) = (new int[8], new int[8]);
        FrameSampler.Random(800, Random(4), first);
        FrameSampler.Random(800, Random(4), second);
        Assert.Equal(first, second);
        FrameSampler.Random(800, Random(5), second);
        Assert.NotEqual(first, second);
        FrameSampler.Random(3, Random(5), second);
        Assert.Equal([0, 1, 2, 2, 2, 2, 2, 2], second);
    }

    [Fact]
    public void No_files_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameSampler.Middle(0, new int[1]));

    private static CounterRandom Random(long seed) => new(seed, RandomStreams.FrameChoice, 1, 2);
}
