using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of text as codes of word pieces; code 0 fills up at the end.</summary>
/// <remarks>Lower case, words and signs by themselves, unknown words in pieces down to single letters (WordPiece, [Wu2016]).</remarks>
public sealed partial record TextPreprocessor : Preprocessor
{
    private static readonly string[] SpecialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
    private readonly Lazy<BertTokenizer> _tokenizer;

    /// <summary>A preprocessor that makes its tokenizer when it is first asked.</summary>
    public TextPreprocessor() => _tokenizer = new(NewTokenizer);

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>Tokens that a text is cut to or filled up to.</summary>
    public required int Length { get; init; }

    /// <summary>The pieces, in the order of their codes.</summary>
    public required IReadOnlyList<string> Vocabulary { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality => new(Name, [Length]) { Kind = ModalityKind.Text, CodeCounts = [Vocabulary.Count] };

    /// <summary>Whether each piece has one code, so that no text gets a code beyond the vocabulary.</summary>
    [JsonIgnore]
    internal bool HasVocabulary => Vocabulary.Take(SpecialTokens.Length).SequenceEqual(SpecialTokens)
        && Vocabulary.All(piece => piece is { Length: > 0 } && !piece.AsSpan().ContainsAny('\r', '\n')) && Vocabulary.Distinct().Count() == Vocabulary.Count;

    /// <summary>Fits it: the vocabulary is the most frequent words of the training rows, and all their letters.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="length">Tokens of a text.</param>
    /// <param name="words">Words at most.</param>
    public static TextPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows, int length, int words)
    {
        var counts = rows.SelectMany(row => Words(row[column])).CountBy(word => word)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToArray();
        var letters = counts.SelectMany(word => word.EnumerateRunes().ToArray()).Distinct().Order().Select(letter => letter.ToString()).ToArray();
        return new()
        {
            Name = name,
            Column = column,
            Length = length,
            Vocabulary = [.. SpecialTokens.Concat(letters).Concat(letters.Select(letter => $"##{letter}")).Concat(counts.Take(words)).Distinct()],
        };
    }

    /// <inheritdoc/>
    public override void Read(CellRow row, Span<float> destination)
    {
        var codes = _tokenizer.Value.EncodeToIds(Blanks().Replace(row[Column], " "), addSpecialTokens: false);
        var count = Math.Min(codes.Count, destination.Length);
        for (var i = 0; i < count; i++) destination[i] = codes[i];
        destination[count..].Clear();
    }

    /// <summary>Words and signs of a text, as the tokenizer cuts it.</summary>
    private static IEnumerable<string> Words(string text) => WordOrSign().Matches(text.ToLowerInvariant()).Select(match => match.Value);

    [GeneratedRegex(@"\w+|\p{Cs}{2}|[^\w\s]")]
    private static partial Regex WordOrSign();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();

    private BertTokenizer NewTokenizer() => BertTokenizer.Create(
        new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Vocabulary))), new BertOptions
        {
            LowerCaseBeforeTokenization = true,
            SplitOnSpecialTokens = false,
            PreTokenizer = new RegexPreTokenizer(WordOrSign(), null),
        });
}
