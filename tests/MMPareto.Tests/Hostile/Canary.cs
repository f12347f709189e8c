using System.Security.Cryptography;
using System.Text;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Hostile;

/// <summary>A folder with something secret in it, and beside it the folder of an attacker: nothing of the one may show in the other, and nothing may be
/// written but where the user said.</summary>
internal sealed class Canary : IDisposable
{
    /// <summary>What must show up nowhere; also as bytes, backwards in no case.</summary>
    public const string Secret = "CANARY7193";

    /// <summary>Length of the secret sound, in samples: an odd number that would show in shapes and errors.</summary>
    public const int SecretLength = 7193;

    private readonly TemporaryFolder _parent = new();
    private readonly Dictionary<string, string> _before = [];

    public Canary()
    {
        Directory.CreateDirectory(Private);
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Join(Private, "secret.txt"), Secret);
    }

    /// <summary>The folder that holds both.</summary>
    public string Parent => _parent.FullPath;

    /// <summary>The user's own.</summary>
    public string Private => _parent["private"];

    /// <summary>What was received.</summary>
    public string Root => _parent["received"];

    public string this[string name] => Path.Join(Root, name);

    /// <summary>A secret file of a name, whose content a function writes.</summary>
    public string Hide(string name, Action<string> write)
    {
        var path = Path.Join(Private, name);
        write(path);
        return path;
    }

    /// <summary>Remembers every file outside of the received folder.</summary>
    public void Remember()
    {
        _before.Clear();
        foreach (var (path, sum) in Files()) _before[path] = sum;
    }

    /// <summary>Fails if anything outside of the received folder was written, changed or deleted since, but for some files.</summary>
    public void RequireUntouched(params string[] allowed) =>
        Assert.Equal(_before.OrderBy(each => each.Key, StringComparer.Ordinal), Files().Where(each => !allowed.Contains(each.Key)).OrderBy(each => each.Key, StringComparer.Ordinal));

    /// <summary>Fails if the secret, or a hash of it, stands in a text.</summary>
    public static void RequireUnseen(string text)
    {
        Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.ASCII.GetBytes(Secret))[..8], text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(Secret))), text, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _parent.Dispose();

    private IEnumerable<KeyValuePair<string, string>> Files() =>
        from path in Directory.EnumerateFileSystemEntries(Parent, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        where path != Root && !path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        select KeyValuePair.Create(path, Directory.Exists(path) ? "folder" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) + File.GetLastWriteTimeUtc(path).Ticks);
}
