using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MMPareto.Experiments.Configuration;

/// <summary>Reads the small part of YAML that a configuration needs: no anchors, aliases or tags, one document.</summary>
/// <remarks>Built on parser events, so nothing is expanded or constructed, whatever the file says.</remarks>
internal sealed class YamlTree
{
    private const int DeepestNesting = 8;

    private readonly Parser _parser;
    private readonly string _source;

    private YamlTree(TextReader text, string source) => (_parser, _source) = (new(text), source);

    /// <summary>The tree of a text; null when it is empty.</summary>
    /// <exception cref="ConfigException">It is not YAML, or more of YAML than is taken here.</exception>
    public static YamlNode? Read(string yaml, string source)
    {
        using var text = new StringReader(yaml);
        return new YamlTree(text, source).ReadDocument();
    }

    private YamlNode? ReadDocument()
    {
        Take<StreamStart>();
        if (Peek() is StreamEnd) return null;
        Take<DocumentStart>();
        var root = ReadNode(depth: 0);
        Take<DocumentEnd>();
        return Peek() is StreamEnd ? root : throw Refuse(Peek().Start, "one YAML document", "another document");
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > DeepestNesting) throw Refuse(Peek().Start, "sections with keys", "nesting deeper than that");
        var line = (int)Peek().Start.Line;
        switch (Peek())
        {
            case AnchorAlias alias:
                throw Refuse(alias.Start, "written out", $"the alias {ConfigText.Quote("*" + alias.Value)}");
            case NodeEvent { Anchor.IsEmpty: false } node:
                throw Refuse(node.Start, "written out", $"the anchor {ConfigText.Quote("&" + node.Anchor)}");
            case NodeEvent { Tag.IsEmpty: false } node:
                throw Refuse(node.Start, "without tags", $"the tag {ConfigText.Quote(node.Tag.ToString())}");
            case Scalar:
                var scalar = Take<Scalar>();
                return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return ReadList(line, depth);
            case MappingStart:
                return ReadMapping(line, depth);
            default: // the parser lets some broken mappings through, with a key and no value
                throw Refuse(Peek().Start, "valid YAML", $"at column {Peek().Start.Column}: no value");
        }
    }

    private YamlList ReadList(int line, int depth)
    {
        Take<SequenceStart>();
        var items = new List<YamlNode>();
        while (Peek() is not SequenceEnd) items.Add(ReadNode(depth + 1));
        Take<SequenceEnd>();
        return new(line, items);
    }

    private YamlMapping ReadMapping(int line, int depth)
    {
        Take<MappingStart>();
        var entries = new List<(YamlNode, YamlNode)>();
        while (Peek() is not MappingEnd) entries.Add((ReadNode(depth + 1), ReadNode(depth + 1)));
        Take<MappingEnd>();
        return new(line, entries);
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null) Move();
        return _parser.Current!;
    }

    private T Take<T>() where T : ParsingEvent
    {
        if (Peek() is not T taken)
            throw Refuse(Peek().Start, "valid YAML", $"at column {Peek().Start.Column}: what cannot stand here");
        Move();
        return taken;
    }

    private void Move()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException e)
        {
            throw Refuse(e.Start, "valid YAML", $"at column {e.Start.Column}: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the scanner throws, without a place, for a bracket that is not closed or a tag that is no URI.
            var at = _parser.Current?.End ?? new Mark(0, 1, 1);
            throw Refuse(at, "valid YAML",
                $"after column {at.Column}: what cannot stand there, as when ']' or '}}' is missing");
        }
    }

    private ConfigException Refuse(Mark at, string expected, string found) =>
        new([new ConfigProblem($"{_source}:{at.Line}", "the file", expected, found)]);
}
