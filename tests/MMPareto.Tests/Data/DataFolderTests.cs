using MMPareto.Data;

namespace MMPareto.Tests.Data;

public class DataFolderTests
{
    [Fact]
    public void The_variable_decides() =>
        Assert.Equal("/big/disk", DataFolder.Root(name => name == "MMPARETO_DATA" ? "/big/disk" : "/elsewhere"));

    [Fact]
    public void On_Linux_it_is_in_the_cache_folder_of_the_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the rule is for Linux");
        Assert.Equal("/caches/mmpareto", DataFolder.Root(name => name == "XDG_CACHE_HOME" ? "/caches" : null));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(home, ".cache", "mmpareto"), DataFolder.Root(_ => null));
    }
}
