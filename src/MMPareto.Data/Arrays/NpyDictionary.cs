using System.Globalization;

namespace MMPareto.Data.Arrays;

/// <summary>
/// Reads <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }</c>, and nothing else of Python.
/// </summary>
internal sealed class NpyDictionary
{
    private readonly string _text;
    private readonly string _path;
    private int _position;

    private NpyDictionary(string text, string path) => (_text, _path) = (text, path);

    /// <summary>Code of the type, such as <c>&lt;f4</c>.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Whether the first axis runs fastest.</summary>
    public bool Fortran { get; private set; }

    /// <summary>Sizes, outermost first; none for a single number.</summary>
    public long[] Shape { get; private set; } = [];

    /// <exception cref="DataException">The text is another one.</exception>
    public static NpyDictionary Parse(string text, string path)
    {
        var dictionary = new NpyDictionary(text, path);
        dictionary.ReadAll();
        return dictionary;
    }

    private void ReadAll()
    {
        var missing = new HashSet<string> { "descr", "fortran_order", "shape" };
        Expect('{');
        while (!Accept('}'))
        {
            var key = ReadText();
            if (!missing.Remove(key)) throw Problem($"another key than {key}");
            Expect(':');
            ReadValue(key);
            if (!Accept(',') && Peek() != '}') throw Problem("',' or '}'");
        }
        if (missing.Count > 0) throw Problem($"the key {missing.Order(StringComparer.Ordinal).First()}");
        if (Peek() != '\0') throw Problem("the end");
    }

    private void ReadValue(string key)
    {
        switch (key)
        {
            case "descr" when Peek() is '[' or '(':
                throw new DataException(
                    $"{_path}: expected an array of numbers; found one of records. Save each column by itself.");
            case "descr":
                Type = ReadText();
                break;
            case "fortran_order":
                Fortran = AcceptWord("True") || (AcceptWord("False") ? false : throw Problem("True or False"));
                break;
            default:
                Shape = ReadSizes();
                break;
        }
    }

    private string ReadText()
    {
        var quote = Peek();
        if (quote is not ('\'' or '"')) throw Problem("a quoted text");
        var end = _text.IndexOf(quote, _position + 1);
        if (end < 0) throw Problem("a closing quote");
        var content = _text[(_position + 1)..end];
        if (!content.All(c => c is >= ' ' and < '\x7F')) throw Problem("a plain text");
        _position = end + 1;
        return content;
    }

    private long[] ReadSizes()
    {
        var sizes = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            sizes.Add(ReadSize());
            if (!Accept(',') && Peek() != ')') throw Problem("',' or ')'");
        }
        return [.. sizes];
    }

    private long ReadSize()
    {
        Peek();
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position])) _position++;
        if (!long.TryParse(_text.AsSpan(start.._position), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw Problem("a size below 2^63");
        Accept('L'); // as Python 2 wrote it
        return size;
    }

    private char Peek()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n') _position++;
        return _position < _text.Length ? _text[_position] : '\0';
    }

    private bool Accept(char expected)
    {
        if (Peek() != expected) return false;
        _position++;
        return true;
    }

    private bool AcceptWord(string word)
    {
        Peek();
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0) return false;
        _position += word.Length;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Accept(expected)) throw Problem($"'{expected}'");
    }

    private DataException Problem(string expected)
    {
        var found = Peek() switch
        {
            '\0' => "the end",
            >= ' ' and < '\x7F' and var c => $"'{c}'",
            var c => $"byte {(int)c:X2}",
        };
        return new DataException(
            $"{_path}: header, character {_position}: expected {expected}; found {found}. It is damaged: get it anew.");
    }
}
