using System.Globalization;

namespace MMPareto.Data.Manifests.Files;

/// <summary>The fields that a record in Thrift's compact protocol may have.</summary>
/// <param name="Kinds">Their kinds by number.</param>
/// <param name="Records">Of those that are records or lists of them, which.</param>
internal sealed record ThriftRecord(IReadOnlyDictionary<int, string> Kinds, IReadOnlyDictionary<int, ThriftRecord> Records)
{
    /// <summary>A record by a text such as <c>1:number 2:records</c>.</summary>
    /// <param name="fields">Numbers and kinds.</param>
    /// <param name="records">What records are, in the order in which the text names them.</param>
    public static ThriftRecord Of(string fields, params IReadOnlyList<ThriftRecord> records)
    {
        var kinds = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split(':'))
            .ToDictionary(field => int.Parse(field[0], CultureInfo.InvariantCulture), field => field[1]);
        return new(kinds, kinds.Where(kind => kind.Value is "record" or "records").Zip(records).ToDictionary(pair => pair.First.Key, pair => pair.Second));
    }
}
