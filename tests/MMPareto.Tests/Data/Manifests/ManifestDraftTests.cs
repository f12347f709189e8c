using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Drafting;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

public sealed class ManifestDraftTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat/1.jpg cat/2.png dog/1.jpg notes.txt", "image,label", "cat/1.jpg,cat;cat/2.png,cat;dog/1.jpg,dog")]
    [InlineData("cat/1.jpg cat/1.wav dog/7.jpg", "audio,image,label", "cat/1.wav,cat/1.jpg,cat;,dog/7.jpg,dog")]
    [InlineData("train/cat/1.jpg val/dog/2.jpg", "image,split,label", "train/cat/1.jpg,train,cat;val/dog/2.jpg,val,dog")]
    [InlineData("rgb/a/1.jpg rgb/b/2.jpg flow/a/1.jpg flow/b/2.jpg", "flow,rgb,label", "flow/a/1.jpg,rgb/a/1.jpg,a;flow/b/2.jpg,rgb/b/2.jpg,b")]
    [InlineData("cat/1.jpg cat/2.jpg dog/1.jpg dog/2.jpg logo.png", "image,label", "cat/1.jpg,cat;cat/2.jpg,cat;dog/1.jpg,dog;dog/2.jpg,dog")]
    [InlineData("faces/1.jpg faces/2.jpg voices/1.wav voices/2.wav", "faces,voices,label", "faces/1.jpg,voices/1.wav,;faces/2.jpg,voices/2.wav,")]
    [InlineData("cat/a/1.jpg cat/b/1.jpg dog/a/1.jpg", "image,label", "cat/a/1.jpg,cat;cat/b/1.jpg,cat;dog/a/1.jpg,dog")]
    [InlineData("1.jpg 1.npy 2.jpg 2.npy", "array,image,label", "1.npy,1.jpg,;2.npy,2.jpg,")]
    public void A_layout_is_understood(string files, string columns, string rows)
    {
        foreach (var file in files.Split(' '))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            _folder.Write(file, "");
        }
        var draft = ManifestDraft.Of(_folder.FullPath);
        Assert.Equal(columns, string.Join(',', draft.Columns));
        Assert.Equal(rows, string.Join(';', draft.Rows.Select(row => string.Join(',', row))));
        Assert.Equal(!rows.EndsWith(','), draft.HasLabels);
        draft.Write(_folder["m.csv"]);
        Assert.Equal(draft.Rows.Count, ManifestFile.Read(_folder["m.csv"]).Count);
        Assert.Throws<DataException>(() => draft.Write(_folder["m.csv"]));
    }

    [Fact]
    public void A_folder_without_media_and_a_folder_that_is_none_are_refused()
    {
        _folder.Write("a.txt", "");
        Assert.Equal($"{_folder.FullPath} must hold images, audio or .npy files; got none, up to six levels deep.",
            Assert.Throws<DataException>(() => ManifestDraft.Of(_folder.FullPath)).Message);
        Assert.Equal($"{_folder["no"]} must be a folder; got none of that name.",
            Assert.Throws<DataException>(() => ManifestDraft.Of(_folder["no"])).Message);
        _folder.Write("a.jpg", "");
        _folder.Write("a.png", "");
        Assert.Equal($"{_folder.FullPath} must have one file of a name and kind in a folder; got a.jpg and a.png.",
            Assert.Throws<DataException>(() => ManifestDraft.Of(_folder.FullPath)).Message);
    }
}
