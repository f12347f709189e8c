using MMPareto.Data.Caching;
using MMPareto.Tests.Damage.Cases;

namespace MMPareto.Tests.Hostile;

/// <summary>A cache folder that somebody has prepared.</summary>
public sealed class HostileCacheTests : IDisposable
{
    private readonly Canary _canary = new();

    public void Dispose() => _canary.Dispose();

    /// <summary>Entries are found by a hash that an attacker who has the data can compute.</summary>
    [Fact]
    public void Links_and_pipes_in_place_of_entries_are_neither_followed_nor_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        var source = _canary["source.bin"];
        File.WriteAllText(source, "data");
        var key = CacheKey.Of(source, "settings")!;
        var entry = _canary[$"cache/{key}.f32"];
        var secret = Path.Join(_canary.Private, "entry");
        CacheEntry.Write(secret, key, [6, 6, 6, 6]);
        foreach (var make in new Action[] { () => File.CreateSymbolicLink(entry, secret), () => SpecialFiles.MakePipe(entry), () => Directory.CreateDirectory(entry) })
        {
            Directory.CreateDirectory(_canary["cache"]);
            make();
            File.CreateSymbolicLink(_canary[$"cache/{new string('0', CacheKey.Length)}.f32"], Path.Join(_canary.Private, "secret.txt"));
            File.CreateSymbolicLink(_canary["cache/writing-0"], Path.Join(_canary.Private, "secret.txt"));
            _canary.Remember();
            var cache = new DecodeCache(_canary["cache"], 1 << 20);
            var values = new float[4];
            Patience.Require("an entry", () => cache.Read(source, "settings", values, (destination, _) => destination.Fill(1)));
            Assert.Equal([1, 1, 1, 1], values);
            _canary.RequireUntouched();
            Directory.Delete(_canary["cache"], recursive: true);
        }
    }
}
