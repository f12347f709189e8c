using MMPareto.Native;

namespace MMPareto.Tests.Native;

public class LibTorchTests
{
    [Fact]
    public void It_loads_and_may_be_asked_again()
    {
        LibTorch.EnsureLoaded();
        LibTorch.EnsureLoaded();
        LibTorch.Register();
        using var two = TorchSharp.torch.tensor(2f);
        Assert.Equal(2, two.item<float>());
    }

    [Fact]
    public void The_folder_that_the_user_names_is_searched_first()
    {
        var before = Environment.GetEnvironmentVariable("LIBTORCH_DIR");
        try
        {
            Environment.SetEnvironmentVariable("LIBTORCH_DIR", "/some/folder");
            Assert.Equal(["/some/folder", AppContext.BaseDirectory], LibTorch.SearchFolders().Take(2));
            Environment.SetEnvironmentVariable("LIBTORCH_DIR", null);
            Assert.Equal(AppContext.BaseDirectory, LibTorch.SearchFolders().First());
        }
        finally
        {
            Environment.SetEnvironmentVariable("LIBTORCH_DIR", before);
        }
    }

    [Fact]
    public void In_an_empty_folder_the_missing_file_is_named_with_the_remedy()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (var folders in (string[][])[[folder], [], [Path.Combine(folder, "absent")]])
            {
                var message = LibTorchDiagnosis.Explain(folders);
                Assert.DoesNotContain('\n', message);
                Assert.Contains("LIBTORCH_DIR", message, StringComparison.Ordinal);
                if (!OperatingSystem.IsLinux()) continue;
                Assert.Contains("libtorch_cpu.so is missing", message, StringComparison.Ordinal);
                Assert.Contains("Add the package libtorch-cpu-linux-x64", message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_does_not_load_is_named_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "file names are those of Linux");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "libtorch_cpu.so"), "no library");
            var message = LibTorchDiagnosis.Explain([folder]);
            Assert.StartsWith("libtorch was found but libtorch_cpu.so does not load: ", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
