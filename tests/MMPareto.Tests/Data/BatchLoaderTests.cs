using CsCheck;
using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Tests.Support;
using TorchSharp;

namespace MMPareto.Tests.Data;

public class BatchLoaderTests
{
    [Fact]
    public void A_batch_holds_each_sample_in_its_row()
    {
        using var batch = Single(new BatchLoader(new CountingDataset(3), new() { Shuffle = false }));
        Assert.Equal([0, 1, 2], batch.Indices);
        Assert.Equal([3, 2], batch.Inputs["up"].shape);
        Assert.Equal([3, 1, 3], batch.Inputs["down"].shape);
        Assert.Equal(torch.float32, batch.Inputs["up"].dtype);
        Assert.Equal(torch.int64, batch.Labels.dtype);
        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f], batch.Inputs["up"].data<float>());
        Assert.Equal([0f, 0f, 0f, -1f, -1f, -1f, -2f, -2f, -2f], batch.Inputs["down"].data<float>().Select(x => x + 0f));
        Assert.Equal([0L, 1L, 2L], batch.Labels.data<long>());
        Assert.Equal(3, batch.Size);
    }

    [Fact]
    public void Every_epoch_is_a_permutation() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 40], Gen.Int[1, 50], Gen.Long).Sample(
            (count, size, epoch, seed) =>
            {
                var order = Order(count, new() { BatchSize = size, Seed = seed, Workers = 0 }, epoch);
                return order.Order().SequenceEqual(Enumerable.Range(0, count));
            },
            iter: 50, threads: 1);

    [Fact]
    public void Any_number_of_workers_gives_the_same_batches() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 17], Gen.Int[1, 5], Gen.Int[1, 6], Gen.Long).Sample(
            (count, size, workers, prefetch, seed) =>
            {
                var options = new LoaderOptions { BatchSize = size, Seed = seed, Prefetch = prefetch };
                return Contents(count, options with { Workers = 0 })
                    .SequenceEqual(Contents(count, options with { Workers = workers }));
            },
            iter: 40, threads: 1);

    [Fact]
    public void Batches_stay_in_order_when_the_first_takes_longest()
    {
        var dataset = new CountingDataset(12) { Milliseconds = index => index < 2 ? 40 : 0 };
        var options = new LoaderOptions { BatchSize = 2, Shuffle = false, Workers = 3 };
        Assert.Equal(Enumerable.Range(0, 12), Order(dataset, options, epoch: 1));
    }

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        var options = new LoaderOptions { Workers = 0 };
        var first = Order(50, options, 1);
        Assert.Equal(first, Order(50, options, 1));
        Assert.NotEqual(first, Order(50, options, 2));
        Assert.NotEqual(first, Order(50, options with { Seed = 1 }, 1));
    }

    [Fact]
    public void Going_on_in_mid_epoch_gives_the_rest_of_it()
    {
        var dataset = new CountingDataset(50);
        var options = new LoaderOptions { BatchSize = 8, Seed = 3 };
        var loader = new BatchLoader(dataset, options);
        var rest = Drain(loader.Epoch(4, firstBatch: 5));
        Assert.Equal(Order(50, options, 4).Skip(40), rest);
        Assert.Equal(10, dataset.Reads);
    }

    [Theory]
    [InlineData(10, 4, false, 3, 2)]
    [InlineData(10, 4, true, 2, 4)]
    [InlineData(8, 4, false, 2, 4)]
    [InlineData(8, 4, true, 2, 4)]
    [InlineData(3, 4, true, 0, 0)]
    public void The_tail_batch_is_kept_unless_dropped(int count, int size, bool dropLast, int batches, int lastSize)
    {
        var options = new LoaderOptions { BatchSize = size, DropLast = dropLast };
        var loader = new BatchLoader(new CountingDataset(count), options);
        var sizes = new List<int>();
        foreach (var batch in loader.Epoch(1))
        {
            using (batch) sizes.Add(batch.Size);
        }
        Assert.Equal(batches, loader.BatchCount);
        Assert.Equal(batches, sizes.Count);
        Assert.Equal(lastSize, sizes.LastOrDefault());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_sample_that_cannot_be_read_is_named_at_the_consumer(int workers)
    {
        var dataset = new CountingDataset(40) { Broken = 17 };
        var options = new LoaderOptions { BatchSize = 4, Shuffle = false, Workers = workers };
        var live = LiveTensors.Settled();
        var seen = 0;
        var error = Assert.Throws<DataException>(() =>
        {
            foreach (var batch in new BatchLoader(dataset, options).Epoch(1))
            {
                using (batch) seen += batch.Size;
            }
        });
        Assert.Equal("Sample 17 of counting cannot be read: the disk is on fire.", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Equal(16, seen);
        LiveTensors.AssertAtMost(live);
    }

    [Fact]
    public void A_label_out_of_range_is_named()
    {
        var loader = new BatchLoader(new CountingDataset(9) { Mislabelled = 4 });
        var error = Assert.Throws<DataException>(() => Single(loader));
        Assert.Equal("Sample 4 of counting cannot be read: label must be from 0 to 4; got 5.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Leaving_early_stops_the_workers_and_leaves_no_tensor(int workers)
    {
        var dataset = new CountingDataset(10_000) { Milliseconds = _ => 1 };
        var options = new LoaderOptions { BatchSize = 4, Workers = workers, Prefetch = 3 };
        var live = LiveTensors.Settled();
        foreach (var batch in new BatchLoader(dataset, options).Epoch(1))
        {
            batch.Dispose();
            break;
        }
        var reads = dataset.Reads;
        Thread.Sleep(30);
        LiveTensors.AssertAtMost(live);
        Assert.Equal(reads, dataset.Reads);
        Assert.InRange(reads, 4, 4 * (options.Prefetch + 2));
    }

    [Fact]
    public void An_exception_in_the_loop_leaves_no_tensor()
    {
        var live = LiveTensors.Settled();
        Assert.Throws<TimeoutException>(() =>
        {
            foreach (var batch in new BatchLoader(new CountingDataset(200), new() { BatchSize = 4 }).Epoch(1))
            {
                batch.Dispose();
                throw new TimeoutException();
            }
        });
        LiveTensors.AssertAtMost(live);
    }

    [Fact]
    public void An_epoch_not_enumerated_reads_nothing()
    {
        var dataset = new CountingDataset(20);
        _ = new BatchLoader(dataset).Epoch(1);
        Thread.Sleep(20);
        Assert.Equal(0, dataset.Reads);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Batches_outlive_the_dispose_scope_they_were_taken_in(int workers)
    {
        var loader = new BatchLoader(new CountingDataset(6), new() { BatchSize = 2, Workers = workers });
        var live = LiveTensors.Settled();
        var batches = new List<MultimodalBatch>();
        using (torch.NewDisposeScope()) batches.AddRange(loader.Epoch(1));
        Assert.All(batches, batch => Assert.Equal(4, batch.Inputs["up"].numel()));
        batches.ForEach(batch => batch.Dispose());
        LiveTensors.AssertAtMost(live);
    }

    [Fact]
    public void Workers_read_while_the_consumer_computes()
    {
        var dataset = new CountingDataset(64) { Milliseconds = _ => 1 };
        var loader = new BatchLoader(dataset, new() { BatchSize = 8, Prefetch = 2, Shuffle = false });
        foreach (var batch in loader.Epoch(1))
        {
            var handedOut = batch.Indices[^1] + 1;
            batch.Dispose();
            if (handedOut < 64) SpinWait.SpinUntil(() => dataset.Reads >= handedOut + 8, TimeSpan.FromSeconds(10));
            Assert.True(handedOut == 64 || dataset.Reads >= handedOut + 8);
            Assert.True(dataset.Reads <= handedOut + (8 * 3), "reads no further ahead than asked");
        }
    }

    [Fact]
    public void Moving_a_batch_gives_one_of_its_own()
    {
        var live = LiveTensors.Settled();
        var batch = Single(new BatchLoader(new CountingDataset(3), new() { Shuffle = false }));
        var moved = batch.To(torch.CPU);
        batch.Dispose();
        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f], moved.Inputs["up"].data<float>());
        Assert.Equal([0L, 1L, 2L], moved.Labels.data<long>());
        moved.Dispose();
        moved.Dispose();
        LiveTensors.AssertAtMost(live);
    }

    [Fact]
    public void All_options_out_of_range_are_named_at_once()
    {
        var options = new LoaderOptions { BatchSize = 0, Workers = -1, Prefetch = 0 };
        var error = Assert.Throws<ArgumentException>(() => new BatchLoader(new CountingDataset(3), options));
        Assert.Equal(
            "BatchSize must be at least 1; got 0. Workers must be from 0 to 256; got -1. " +
            "Prefetch must be at least 1; got 0.",
            error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(new CountingDataset(3)).Epoch(0));
    }

    [Fact]
    public void Two_modalities_of_one_name_are_refused()
    {
        var dataset = new CountingDataset(3) { Modalities = [new("a", [2]), new("a", [3])] };
        var error = Assert.Throws<ArgumentException>(() => new BatchLoader(dataset));
        Assert.Equal("The modalities of counting must be one or more of different names; got a, a.", error.Message);
    }

    [Fact]
    public void Defaults_are_those_documented() => Assert.Equal(
        new LoaderOptions { BatchSize = 64, Shuffle = true, Seed = 0, Workers = 1, Prefetch = 4, DropLast = false },
        new LoaderOptions());

    private static MultimodalBatch Single(BatchLoader loader) => Assert.Single(loader.Epoch(1));

    private static int[] Order(int count, LoaderOptions options, int epoch) =>
        Order(new CountingDataset(count), options, epoch);

    private static int[] Order(IMultimodalDataset dataset, LoaderOptions options, int epoch) =>
        Drain(new BatchLoader(dataset, options).Epoch(epoch));

    private static int[] Drain(IEnumerable<MultimodalBatch> batches)
    {
        var order = new List<int>();
        foreach (var batch in batches)
        {
            using (batch) order.AddRange(batch.Indices);
        }
        return [.. order];
    }

    private static List<float> Contents(int count, LoaderOptions options)
    {
        var values = new List<float>();
        foreach (var batch in new BatchLoader(new CountingDataset(count), options).Epoch(2))
        {
            using (batch)
            {
                foreach (var input in batch.Inputs.Values) values.AddRange(input.data<float>());
                values.AddRange(batch.Labels.data<long>().Select(label => (float)label));
            }
        }
        return values;
    }
}
