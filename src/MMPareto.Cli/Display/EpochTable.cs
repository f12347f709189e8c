using System.Globalization;
using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Cli.Display;

/// <summary>The table of epochs as lines of text: two lines of heading, then one an epoch.</summary>
/// <remarks>
/// With many modalities the table is made narrower in steps until it fits: first conflict becomes a mean over
/// the encoders and columns move together, then names are cut.
/// </remarks>
internal sealed class EpochTable
{
    private const string Mark = " *"; // after the best epoch so far
    private const int ShortestName = 4;

    private readonly TrainingPlan _plan;
    private readonly Symbols _symbols;
    private readonly int _gap = 2;
    private readonly ColumnGroup[] _groups;

    /// <summary>A table for a run.</summary>
    /// <param name="plan">Tells epochs and modalities.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="symbols">What to draw with.</param>
    public EpochTable(TrainingPlan plan, int width, Symbols symbols)
    {
        (_plan, _symbols) = (plan, symbols);
        var names = plan.Heads.Concat(plan.Groups).Max(name => name.Length);
        _groups = Groups(names, eachConflict: true);
        if (Fits(width)) return;
        _gap = 1;
        _groups = Groups(names, eachConflict: false);
        while (!Fits(width) && names > ShortestName) _groups = Groups(--names, eachConflict: false);
    }

    /// <summary>The heading.</summary>
    public IReadOnlyList<string> Heading =>
    [
        Join(_groups.Select(group => Centre(group.Title, group.Width))).TrimEnd(),
        Join(_groups.SelectMany(group => group.Columns).Select(column => column.Title.PadLeft(column.Width))),
    ];

    /// <summary>The line of an epoch.</summary>
    public string Row(EpochRecord epoch, TimingRecord timing, bool isBest) =>
        Join(_groups.SelectMany(group => group.Columns)
            .Select(column => column.Cell(epoch, timing).PadLeft(column.Width)))
        + (isBest ? Mark : "");

    private ColumnGroup[] Groups(int names, bool eachConflict)
    {
        var epochs = _plan.Epochs.ToString(CultureInfo.InvariantCulture);
        string Cut(string name) => name.Length <= names ? name : name[..(names - 1)] + _symbols.Ellipsis;
        Column Main(string name) => new(Cut(name), (epoch, _) => Percent(epoch.Validation.Heads[name].Main));
        return
        [
            Group("", new Column("epoch", (epoch, _) => $"{Text(epoch.Epoch, "0")}/{epochs}", 2 * epochs.Length + 1)),
            Group("train", new Column("loss", (epoch, _) => Text(epoch.Train.Fused.Loss, "0.0000"), 6)),
            Group($"validation {_plan.MainMetric}, %", [
                new Column(_plan.IsMultitask ? "mean" : "fused", (epoch, _) => Percent(epoch.Validation.Fused.Main)),
                .. _plan.Heads.Select(Main),
            ]),
            eachConflict ? Group("in conflict, %", [.. _plan.Groups.Select(ConflictOf)]) : Group("conflict", MeanConflict()),
            Group("", new Column("time", (_, timing) => Durations.Text(TimeSpan.FromSeconds(timing.Seconds)), 6)),
        ];
    }

    private Column ConflictOf(string name) =>
        new(name, (epoch, _) => Percent(epoch.Encoders.GetValueOrDefault(name)?.ConflictRate));

    private Column MeanConflict() =>
        new("mean", (epoch, _) => Percent(epoch.Encoders.Values.Average(encoder => encoder.ConflictRate)));

    /// <summary>Columns under one title; the first is widened when the title needs room.</summary>
    private ColumnGroup Group(string title, params Column[] columns)
    {
        var width = columns.Sum(column => column.Width) + _gap * (columns.Length - 1);
        columns[0] = columns[0] with { Extra = Math.Max(0, title.Length - width) };
        return new ColumnGroup(title, columns, width + columns[0].Extra);
    }

    private bool Fits(int width) =>
        _groups.Sum(group => group.Width) + _gap * (_groups.Length - 1) + Mark.Length < width;

    private string Join(IEnumerable<string> cells) => string.Join(new string(' ', _gap), cells);

    private string Percent(double? fraction) =>
        fraction is { } known && double.IsFinite(known) ? Text(100 * known, "0.0") : _symbols.Missing;

    private static string Text(double number, string format) =>
        number.ToString(format, CultureInfo.InvariantCulture);

    private static string Centre(string title, int width) =>
        title.PadLeft((width + title.Length) / 2).PadRight(width);

    /// <summary>A column; at least as wide as its title and a percentage.</summary>
    private sealed record Column(string Title, Func<EpochRecord, TimingRecord, string> Cell, int AtLeast = 5)
    {
        public int Extra { get; init; }

        public int Width => Math.Max(Title.Length, AtLeast) + Extra;
    }

    private sealed record ColumnGroup(string Title, Column[] Columns, int Width);
}
