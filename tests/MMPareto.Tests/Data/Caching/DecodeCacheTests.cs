using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Caching;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Caching;

public sealed class DecodeCacheTests : IDisposable
{
    private const long Bound = 1 << 20;
    private const int Large = 32744; // 131,072 bytes with the header: eight fill the bound
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private int _decoded;

    private string CachePath => _folder["cache"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_come_back_bit_for_bit_without_decoding_again()
    {
        var cache = Open();
        float[] odd = [0, -0f, float.NaN, float.Epsilon, float.MaxValue, 1 / 3f, float.NegativeInfinity];
        var source = _folder.Write("a.jpg", "x");
        cache.Read(source, "s", new float[7], (values, _) => odd.CopyTo(values));
        var again = new float[7];
        cache.Read(source, "s", again, (_, _) => Assert.Fail("it is in the cache"));
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), again.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal((1, 1, null), (cache.Hits, cache.Misses, cache.Problem));
    }

    [Fact]
    public void A_later_process_finds_them()
    {
        Read(Open(), "a", 3);
        Read(Open(), "a", 3);
        Assert.Equal(1, _decoded);
    }

    [Fact]
    public void A_changed_file_setting_or_name_is_decoded_anew()
    {
        var cache = Open();
        var source = _folder.Write("a.jpg", "one");
        Decode(cache, source, "small");
        Decode(cache, source, "large");
        Assert.Equal(2, _decoded);
        File.WriteAllText(source, "other length");
        Decode(cache, source, "small");
        Assert.Equal(3, _decoded);
        File.SetLastWriteTimeUtc(source, File.GetLastWriteTimeUtc(source).AddTicks(10));
        Decode(cache, source, "small");
        Assert.Equal(4, _decoded);
        File.Copy(source, _folder["b.jpg"]);
        Decode(cache, _folder["b.jpg"], "small");
        Assert.Equal(5, _decoded);
        Decode(cache, source, "small");
        Assert.Equal(5, _decoded);
    }

    [Fact]
    public void A_link_leads_to_another_entry_when_its_file_changes()
    {
        var cache = Open();
        var source = _folder.Write("a.jpg", "one");
        File.CreateSymbolicLink(_folder["link.jpg"], source);
        Decode(cache, _folder["link.jpg"], "s");
        File.WriteAllText(source, "two or more");
        Decode(cache, _folder["link.jpg"], "s");
        Assert.Equal(2, _decoded);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_decoded_is_not_kept()
    {
        var source = _folder.Write("a.jpg", "one");
        Open().Read(source, "s", new float[3], (_, path) => File.WriteAllText(path, "another"));
        Assert.Empty(Entries());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(-1)]
    public void A_damaged_entry_is_decoded_and_written_anew(int position)
    {
        var cache = Open();
        Read(cache, "a", 5);
        var entry = Assert.Single(Entries());
        var bytes = File.ReadAllBytes(entry);
        bytes[position < 0 ? ^1 : position] ^= 4;
        File.WriteAllBytes(entry, bytes);
        Read(cache, "a", 5);
        Assert.Equal(2, _decoded);
        Read(cache, "a", 5);
        Assert.Equal(2, _decoded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(96)]
    [InlineData(115)]
    [InlineData(117)]
    public void An_entry_of_another_length_is_decoded_and_written_anew(int length)
    {
        var cache = Open();
        Read(cache, "a", 5);
        var entry = Assert.Single(Entries());
        var bytes = File.ReadAllBytes(entry);
        Array.Resize(ref bytes, length);
        File.WriteAllBytes(entry, bytes);
        Read(cache, "a", 5);
        Read(cache, "a", 5);
        Assert.Equal(2, _decoded);
    }

    [Fact]
    public void The_entry_of_another_key_does_not_count()
    {
        var cache = Open();
        Read(cache, "a", 5);
        var first = Assert.Single(Entries());
        Read(cache, "b", 5);
        var second = Assert.Single(Entries(), entry => entry != first);
        File.Copy(first, second, overwrite: true);
        Read(cache, "b", 5);
        Assert.Equal(3, _decoded);
    }

    [Fact]
    public void The_bound_is_kept_and_what_was_not_used_for_longest_goes_first()
    {
        var cache = Open();
        for (var i = 0; i < 8; i++)
        {
            Read(cache, $"f{i}", Large);
            Assert.Equal(i + 1, Entries().Length); // none goes before room is short
        }
        Read(cache, "f0", Large); // used again: f1 is now the oldest
        Read(cache, "new", Large);
        Assert.InRange(Entries().Sum(entry => new FileInfo(entry).Length), 1, Bound);
        var before = _decoded;
        Read(cache, "f0", Large);
        Read(cache, "f7", Large);
        Read(cache, "new", Large);
        Assert.Equal(before, _decoded);
        Read(cache, "f1", Large);
        Assert.Equal(before + 1, _decoded);
    }

    [Fact]
    public void The_bound_is_kept_over_many_entries()
    {
        var cache = Open();
        for (var i = 0; i < 60; i++)
        {
            Read(cache, $"f{i}", Large - (1000 * (i % 7)));
            Assert.InRange(Entries().Sum(entry => new FileInfo(entry).Length), 1, Bound);
        }
    }

    [Fact]
    public void A_smaller_bound_is_kept_from_the_beginning()
    {
        var cache = Open(4 * Bound);
        for (var i = 0; i < 12; i++) Read(cache, $"f{i}", Large);
        Open();
        Assert.Equal(8, Entries().Length);
    }

    [Fact]
    public void What_is_larger_than_the_bound_is_not_kept_and_told()
    {
        var cache = Open();
        Read(cache, "a", 300_000);
        Assert.Empty(Entries());
        Assert.Equal("an entry of 1200096 bytes is larger than the whole cache.", cache.Problem);
    }

    [Fact]
    public void What_a_killed_process_left_goes_after_a_day_and_the_files_of_others_stay()
    {
        Directory.CreateDirectory(CachePath);
        var (old, young) = (Path.Combine(CachePath, "writing-old"), Path.Combine(CachePath, "writing-young"));
        var foreign = Path.Combine(CachePath, "features.f32");
        foreach (var path in new[] { old, young, foreign }) File.WriteAllBytes(path, new byte[2 * Bound]);
        File.SetLastWriteTimeUtc(old, _time.GetUtcNow().UtcDateTime.AddHours(-25));
        File.SetLastWriteTimeUtc(young, _time.GetUtcNow().UtcDateTime.AddHours(-23));
        var cache = Open();
        for (var i = 0; i < 10; i++) Read(cache, $"f{i}", Large);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young) && File.Exists(foreign));
    }

    [Fact]
    public void Caches_that_share_a_folder_give_right_values_and_leave_nothing_unfinished()
    {
        var caches = Enumerable.Range(0, 4).Select(_ => Open()).ToArray(); // share nothing but the folder, as processes do
        var sources = Enumerable.Range(0, 12).Select(i => _folder.Write($"f{i}", Text(i))).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var number = i * 7 % 12;
            var values = new float[Large];
            caches[i % 4].Read(sources[number], "s", values, (target, path) => target.Fill(path.Length + number));
            Assert.Equal(Large, values.AsSpan().Count(sources[number].Length + (float)number));
        });
        Assert.All(Directory.GetFiles(CachePath), file => Assert.EndsWith(".f32", file, StringComparison.Ordinal));
        Assert.InRange(Entries().Sum(entry => new FileInfo(entry).Length), 1, Bound + (3 * Bound / 8));
        Assert.Equal(400, caches.Sum(cache => cache.Hits + cache.Misses));
    }

    [Fact]
    public void A_folder_that_vanishes_is_no_error_but_told()
    {
        var cache = Open();
        Read(cache, "a", 5);
        Directory.Delete(CachePath, recursive: true);
        Read(cache, "a", 5);
        Assert.Equal(2, _decoded);
        Assert.NotNull(cache.Problem);
    }

    [Fact]
    public void What_decoding_throws_comes_through_and_nothing_is_kept()
    {
        var cache = Open();
        var missing = _folder["nowhere.jpg"];
        Refusal.Of(missing, () => cache.Read(
            missing, "s", new float[3], (_, path) => throw new DataException($"{path}: gone.")));
        Assert.Empty(Entries());
    }

    [Fact]
    public void A_cache_that_cannot_be_made_is_refused_at_once()
    {
        var file = _folder.Write("file", "");
        var message = Refusal.Of(file, () => _ = new DecodeCache(file, Bound));
        Assert.Contains("cannot be used as a cache:", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(Bound - 1));
    }

    private DecodeCache Open(long bound = Bound) => new(CachePath, bound, _time);

    private string[] Entries() => Directory.GetFiles(CachePath, "*.f32");

    /// <summary>Reads through the cache, a minute later than before, and checks the values.</summary>
    private void Read(DecodeCache cache, string name, int count)
    {
        var source = File.Exists(_folder[name]) ? _folder[name] : _folder.Write(name, name);
        Decode(cache, source, Text(count), count);
    }

    private void Decode(DecodeCache cache, string source, string settings, int count = 3)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var values = new float[count];
        cache.Read(source, settings, values, (target, path) =>
        {
            _decoded++;
            target.Fill(path.Length);
        });
        Assert.Equal(count, values.AsSpan().Count(source.Length));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
