using MMPareto.Experiments.Checks;

namespace MMPareto.Tests.Checks;

public class DoctorTests
{
    [Theory]
    [InlineData(null, CheckState.Ok)]
    [InlineData("2", CheckState.Ok)]
    [InlineData("8", CheckState.Warning)]
    [InlineData("many", CheckState.Warning)]
    [InlineData("0", CheckState.Warning)]
    public void Threads_are_looked_at(string? variable, CheckState expected)
    {
        var result = Doctor.Threads(variable, cores: 4, torchLoads: false);
        Assert.Equal(expected, result.State);
        Assert.Equal(expected == CheckState.Ok, result.Advice is null);
        Assert.Contains("4 cores", result.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Little_memory_is_a_warning()
    {
        Assert.Equal(CheckState.Ok, Doctor.Memory(8L << 30).State);
        var little = Doctor.Memory(1L << 30);
        Assert.Equal((CheckState.Warning, "1.0 GiB for this process"), (little.State, little.Found));
        Assert.StartsWith("Training needs about 2 GiB", little.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, "bf16,")]
    [InlineData(true, false, "on Linux only")]
    [InlineData(false, true, "computes bf16 slowly")]
    public void The_precision_is_told(bool isFast, bool isAvailable, string expected) =>
        Assert.Contains(expected, Doctor.Precision(isFast, isAvailable).Found, StringComparison.Ordinal);

    [Fact]
    public void A_data_folder_need_not_be_there_but_must_be_possible()
    {
        var folder = Directory.CreateTempSubdirectory("mmpareto-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "file"), "");
            Assert.Equal(CheckState.Ok, DataCache.Folder(Path.Combine(folder, "a", "b")).State);
            Assert.Equal(CheckState.Failure, DataCache.Folder(Path.Combine(folder, "file", "b")).State);
            Assert.Equal(
                ["file"], Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(true, CheckState.Ok)]
    [InlineData(false, CheckState.Warning)]
    public void Npm_is_missed_only_while_there_is_something_to_fetch(bool fetched, CheckState expected) =>
        Assert.Equal(expected, DataCache.Npm("/no/such/folder", fetched).State);

    [Fact]
    public void This_machine_can_train() =>
        Assert.DoesNotContain(Doctor.Examine(), result => result.State == CheckState.Failure);
}
