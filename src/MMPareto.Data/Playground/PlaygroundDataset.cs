namespace MMPareto.Data.Playground;

/// <summary>Generated samples: in each modality the evidence of a class, noise, and a marker.</summary>
/// <remarks>
/// With label y and flips f_k ~ Bernoulli(q_k), modality k shows class e_k = (y + f_k) mod C:
/// x_k = [s_k p(k, e_k) + σ_k ε, 2 f_(k−1) − 1], the marker last, where the modality before the first is the
/// last. With opposition ω > 0 a confounding class c takes the place of y in all modalities but the last, whose signal is
/// s_K (p(K, e_K) + ω p(K, c)).
/// </remarks>
public sealed class PlaygroundDataset : IMultimodalDataset
{
    private readonly PlaygroundOptions _options;
    private readonly Prototypes _prototypes;
    private readonly long _part;

    /// <param name="name">What messages call it.</param>
    /// <param name="part">Tells the parts' random numbers apart.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="options">The dials.</param>
    /// <param name="prototypes">The directions of the classes.</param>
    internal PlaygroundDataset(
        string name, long part, int count, PlaygroundOptions options, Prototypes prototypes)
    {
        (Name, Count, _part) = (name, count, part);
        (_options, _prototypes) = (options, prototypes);
        var numbers = Enumerable.Range(1, options.Modalities);
        Modalities = [.. numbers.Select(k => new Modality($"m{k}", [options.Features]))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>m1, m2 and so on, each [features].</summary>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <inheritdoc/>
    public int ClassCount => _options.Classes;

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The class of one sample; classes take turns, so that all are of one size.</summary>
    /// <param name="index">The sample.</param>
    /// <returns>Its class.</returns>
    public int LabelOf(int index) => index % ClassCount;

    /// <summary>Whether a modality of a sample shows the evidence of the next class.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="modality">From 0.</param>
    /// <returns>f_k.</returns>
    public bool IsFlipped(int index, int modality)
    {
        var random = new CounterRandom(_options.Seed, RandomStreams.PlaygroundSample, _part, index, modality);
        return DrawFlip(ref random, modality);
    }

    /// <summary>The class that the modalities before the last show: the sample's own where there is no confounder.</summary>
    /// <param name="index">The sample.</param>
    /// <returns>c: the sample's own class with probability ρ, else any class.</returns>
    public int ConfounderOf(int index)
    {
        if (_options.Opposition == 0) return LabelOf(index);
        var random = new CounterRandom(_options.Seed, RandomStreams.Confounder, _part, index);
        return random.NextDouble() < _options.Confounding ? LabelOf(index) : random.NextInt(ClassCount);
    }

    /// <summary>The direction of a class in a modality.</summary>
    /// <param name="modality">From 0.</param>
    /// <param name="label">The class.</param>
    /// <returns>A unit vector p(k, label) of length features − 1.</returns>
    public ReadOnlySpan<double> PrototypeOf(int modality, int label) => _prototypes[modality, label];

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        for (var m = 0; m < Modalities.Count; m++) ReadModality(index, m, destination[m]);
    }

    private void ReadModality(int index, int modality, Span<float> values)
    {
        var random = new CounterRandom(_options.Seed, RandomStreams.PlaygroundSample, _part, index, modality);
        var isLast = modality == Modalities.Count - 1;
        var confounder = ConfounderOf(index);
        var evidence = (isLast ? LabelOf(index) : confounder) + (DrawFlip(ref random, modality) ? 1 : 0);
        var direction = _prototypes[modality, evidence % ClassCount];
        var opposed = _prototypes[modality, confounder];
        var opposition = isLast ? _options.Opposition : 0;
        var strength = _options.StrengthOf(modality);
        var noise = PlaygroundOptions.ValueFor(_options.Noise, modality);
        for (var i = 0; i < direction.Length; i++)
            values[i] = (float)((strength * (direction[i] + (opposition * opposed[i]))) + (noise * random.NextGaussian()));
        var previous = (modality + Modalities.Count - 1) % Modalities.Count;
        values[^1] = IsFlipped(index, previous) ? 1 : -1;
    }

    private bool DrawFlip(ref CounterRandom random, int modality) =>
        random.NextDouble() < PlaygroundOptions.ValueFor(_options.Conflict, modality);
}
