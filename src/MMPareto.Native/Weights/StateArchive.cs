using static TorchSharp.torch;

namespace MMPareto.Native.Weights;

/// <summary>What a training remembers between steps, as tensors under names: on its way into a file, or back.</summary>
/// <remarks>
/// Each holder of state names all of it in one method, <see cref="IStateful.VisitState"/>, which serves both directions: what is kept and what
/// comes back cannot differ. Numbers keep every bit. Names are joined by '/'.
/// </remarks>
public sealed class StateArchive : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors;
    private readonly List<Tensor> _owned;
    private readonly HashSet<string> _visited;
    private readonly string _source;
    private readonly string _prefix;
    private readonly bool _copies;

    private StateArchive(string source, bool copies, bool restores) : this([], [], [], source, "", copies, restores)
    {
    }

    private StateArchive(
        Dictionary<string, Tensor> tensors, List<Tensor> owned, HashSet<string> visited, string source, string prefix, bool copies, bool restores) =>
        (_tensors, _owned, _visited, _source, _prefix, _copies, IsRestoring) = (tensors, owned, visited, source, prefix, copies, restores);

    /// <summary>Whether state goes back to who visits; else it is taken.</summary>
    public bool IsRestoring { get; }

    /// <summary>An archive that takes state, to be written before it changes.</summary>
    public static StateArchive ForWriting() => new("", copies: false, restores: false);

    /// <summary>An archive that takes copies, which <see cref="Restoring"/> gives back.</summary>
    public static StateArchive OfCopies() => new("memory", copies: true, restores: false);

    /// <summary>Opens a file that <see cref="Write"/> has made, to give its state back.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is damaged.</exception>
    public static StateArchive Read(string path)
    {
        var archive = new StateArchive(path, copies: false, restores: true);
        foreach (var (name, value) in SafeTensors.Read(path)) archive.Take(name, value, isOwned: true);
        return archive;
    }

    /// <summary>Writes what was taken as safetensors, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        SafeTensors.Write(path, [.. _tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal).Select(tensor => (tensor.Key, tensor.Value))]);

    /// <summary>The same state on its way back; it shares the tensors of this archive.</summary>
    public StateArchive Restoring() => new(_tensors, [], [], _source, "", copies: false, restores: true);

    /// <summary>A part of the archive, with names of its own.</summary>
    /// <param name="part">Name of the part.</param>
    public StateArchive Under(string part) => new(_tensors, _owned, _visited, _source, $"{_prefix}{part}/", _copies, IsRestoring);

    /// <summary>A holder of state as a part of the archive.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="holder">Visited when it has state.</param>
    public void Visit(string part, object? holder) => (holder as IStateful)?.VisitState(Under(part));

    /// <summary>Values of a tensor that stays where it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="live">The tensor; when state goes back, filled with values of the same type and shape.</param>
    /// <exception cref="WeightsException">There are no such values.</exception>
    public void Tensor(string name, Tensor live)
    {
        using var _ = no_grad();
        if (!IsRestoring)
        {
            Take(name, _copies ? live.detach().clone() : live, isOwned: _copies);
            return;
        }
        var kept = Find(name, live.dtype);
        if (!kept.shape.AsSpan().SequenceEqual(live.shape))
            throw Differs(name, $"[{string.Join(", ", live.shape)}]", $"[{string.Join(", ", kept.shape)}]");
        live.copy_(kept);
    }

    /// <summary>Numbers, as many as there are.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">The numbers; replaced when state goes back.</param>
    /// <exception cref="WeightsException">There are no such numbers.</exception>
    public void Numbers(string name, ref double[] values)
    {
        if (IsRestoring) values = Find(name, ScalarType.Float64).data<double>().ToArray();
        else Take(name, tensor(values), isOwned: true);
    }

    /// <inheritdoc cref="Numbers(string, ref double[])"/>
    public void Numbers(string name, ref long[] values)
    {
        if (IsRestoring) values = Find(name, ScalarType.Int64).data<long>().ToArray();
        else Take(name, tensor(values), isOwned: true);
    }

    /// <summary>Bytes, as many as there are.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">The bytes; replaced when state goes back.</param>
    /// <exception cref="WeightsException">There are no such bytes.</exception>
    public void Bytes(string name, ref byte[] values)
    {
        if (IsRestoring) values = Find(name, ScalarType.Byte).data<byte>().ToArray();
        else Take(name, tensor(values), isOwned: true);
    }

    /// <summary>What another archive has copied, as a part of this one.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="copies">An archive <see cref="OfCopies"/>, or null; when state goes back, disposed, and replaced by one of what was kept, or by null where nothing was.</param>
    public void Copies(string part, ref StateArchive? copies)
    {
        var inner = Under(part);
        if (!IsRestoring)
        {
            foreach (var (name, value) in copies?._tensors ?? []) inner.Take(name, value, isOwned: false);
            return;
        }
        copies?.Dispose();
        copies = null;
        foreach (var (name, value) in _tensors.Where(kept => kept.Key.StartsWith(inner._prefix, StringComparison.Ordinal)))
        {
            copies ??= OfCopies();
            copies.Take(name[inner._prefix.Length..], value.clone(), isOwned: true);
            _visited.Add(name);
        }
    }

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number; replaced when state goes back.</param>
    /// <exception cref="WeightsException">There is no such number.</exception>
    public void Number(string name, ref double value)
    {
        double[] values = [value];
        Numbers(name, ref values);
        value = One(name, values);
    }

    /// <inheritdoc cref="Number(string, ref double)"/>
    public void Number(string name, ref long value)
    {
        long[] values = [value];
        Numbers(name, ref values);
        value = One(name, values);
    }

    /// <inheritdoc cref="Number(string, ref double)"/>
    public void Number(string name, ref int value)
    {
        long wide = value;
        Number(name, ref wide);
        value = wide is >= int.MinValue and <= int.MaxValue ? (int)wide : throw Differs(name, "an integer of 32 bits", $"{wide}");
    }

    /// <summary>Yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The answer; replaced when state goes back.</param>
    /// <exception cref="WeightsException">There is no such answer.</exception>
    public void Flag(string name, ref bool value)
    {
        var number = value ? 1L : 0;
        Number(name, ref number);
        value = number != 0;
    }

    /// <summary>Entries of a dictionary; visited one after the other, by name.</summary>
    /// <param name="entries">The entries; when state goes back, those that were kept take the place of all.</param>
    /// <param name="visit">Visits an entry under its name, and returns it; the entry is null when it comes back.</param>
    /// <typeparam name="T">Kind of entry.</typeparam>
    public void Entries<T>(IDictionary<string, T> entries, Func<StateArchive, T?, T> visit) where T : class
    {
        if (!IsRestoring)
        {
            foreach (var (name, entry) in entries) visit(Under(name), entry);
            return;
        }
        entries.Clear();
        string[] names = [.. _tensors.Keys.Where(name => name.StartsWith(_prefix, StringComparison.Ordinal))
            .Select(name => name[_prefix.Length..]).Where(name => name.Contains('/', StringComparison.Ordinal))
            .Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var name in names) entries[name] = visit(Under(name), null);
    }

    /// <summary>Whether all of the archive has gone back.</summary>
    /// <exception cref="WeightsException">Something was not asked for.</exception>
    public void RequireAllVisited()
    {
        if (_tensors.Keys.FirstOrDefault(name => !_visited.Contains(name)) is { } name)
            throw new WeightsException($"{_source}: holds '{ShownText.Of(name)}', which this training lacks. The state belongs to another one.");
    }

    /// <summary>Frees what was copied or read.</summary>
    public void Dispose()
    {
        foreach (var value in _owned) value.Dispose();
    }

    private void Take(string name, Tensor value, bool isOwned)
    {
        if (isOwned) _owned.Add(value.DetachFromDisposeScope());
        if (!_tensors.TryAdd(_prefix + name, value))
            throw new ArgumentException($"name must be new to the archive; got '{_prefix}{name}' twice.", nameof(name));
    }

    private Tensor Find(string name, ScalarType type)
    {
        if (!_tensors.TryGetValue(_prefix + name, out var value))
            throw new WeightsException($"{_source}: '{ShownText.Of(_prefix + name)}' is missing. The state belongs to another training.");
        _visited.Add(_prefix + name);
        return value.dtype == type ? value : throw Differs(name, $"{type}", $"{value.dtype}");
    }

    private T One<T>(string name, T[] values) => values is [var value] ? value : throw Differs(name, "one number", $"{values.Length}");

    private WeightsException Differs(string name, string expected, string found) =>
        new($"{_source}: '{ShownText.Of(_prefix + name)}' must be {expected}; got {ShownText.Of(found)}. The state belongs to another training.");
}
