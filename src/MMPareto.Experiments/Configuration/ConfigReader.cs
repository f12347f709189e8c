using System.Globalization;
using System.Text;

namespace MMPareto.Experiments.Configuration;

/// <summary>Reads a configuration from YAML and <c>--set key=value</c> overrides, checked against a schema.</summary>
public static class ConfigReader
{
    /// <summary>Size of the largest file that is read, in bytes.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file; it is also its name in messages.</param>
    /// <param name="schema">The keys.</param>
    /// <param name="overrides">What follows each <c>--set</c>; a later one wins over an earlier one and over the
    /// file.</param>
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static ConfigValues ReadFile(string path, ConfigSchema schema, IEnumerable<string> overrides)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw Refuse(path, "a file", Directory.Exists(path) ? "a folder" : "no such file");
            if (FileSize.Of(path) is > LargestFile and var length) throw TooLarge(path, length);
            var yaml = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(yaml, path, schema, overrides);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, "readable", e.Message.TrimEnd('.'));
        }
        catch (DecoderFallbackException)
        {
            throw Refuse(path, "text in UTF-8", "bytes that are not");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text; empty for all defaults.</param>
    /// <param name="source">Its name in messages.</param>
    /// <param name="schema">The keys.</param>
    /// <param name="overrides">What follows each <c>--set</c>; a later one wins over an earlier one and over the
    /// text.</param>
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static ConfigValues Read(string yaml, string source, ConfigSchema schema, IEnumerable<string> overrides)
    {
        if (Encoding.UTF8.GetByteCount(yaml) is > LargestFile and var bytes) throw TooLarge(source, bytes);
        var draft = new ConfigDraft(schema, source);
        draft.Add(YamlTree.Read(yaml, source));
        draft.Add(overrides);
        return draft.Finish();
    }

    /// <summary>The same configuration with some values changed, as for each method and seed of a comparison.</summary>
    /// <param name="values">The configuration.</param>
    /// <param name="overrides">What could follow each <c>--set</c>: <c>method.name=joint</c>.</param>
    /// <exception cref="ConfigException">All that is wrong.</exception>
    public static ConfigValues Override(ConfigValues values, IEnumerable<string> overrides)
    {
        var draft = new ConfigDraft(values.Schema, "the configuration", values.Settings);
        draft.Add(overrides);
        return draft.Finish();
    }

    private static ConfigException TooLarge(string source, long bytes) => Refuse(
        source, "at most 1 MiB (1048576 bytes)", bytes.ToString(CultureInfo.InvariantCulture) + " bytes");

    private static ConfigException Refuse(string source, string expected, string found) =>
        new([new ConfigProblem(source, "the file", expected, found)]);
}
