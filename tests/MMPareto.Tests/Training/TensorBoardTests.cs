using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Training;

/// <summary>The event file, read by a small reader of its own: TFRecords that hold Event messages.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_event_file_holds_the_numbers_of_every_epoch_under_their_tags()
    {
        var trained = new SmallTraining().Run(_runs.FullPath);
        var file = Assert.Single(Directory.GetFiles(trained.Folder.FullPath, "events.out.tfevents.*"));
        var scalars = Records(File.ReadAllBytes(file)).SelectMany(Scalars).ToDictionary(s => (s.Tag, s.Step), s => s.Value);

        foreach (var epoch in trained.Epochs)
        {
            void Holds(string tag, double? value) => Assert.Equal((float)value!.Value, scalars[(tag, epoch.Epoch)]);
            Holds("learning_rate", epoch.LearningRate);
            Holds("train/fused/loss", epoch.Train.Fused.Loss);
            Holds("train/fused/accuracy", epoch.Train.Fused.Accuracy);
            Holds("validation/fused/accuracy", epoch.Validation.Fused.Accuracy);
            Holds("validation/fused/macro_f1", epoch.Validation.Fused.MacroF1);
            Holds("validation/fused/loss", epoch.Validation.Fused.Loss);
            foreach (var name in new[] { "m1", "m2" })
            {
                Holds($"train/{name}/loss", epoch.Train.Modalities[name].Loss);
                Holds($"validation/{name}/accuracy", epoch.Validation.Modalities[name].Accuracy);
                Holds($"gradients/{name}/conflict_rate", epoch.Encoders[name].ConflictRate);
                Holds($"gradients/{name}/mean_cosine", epoch.Encoders[name].MeanCosine);
                Holds($"gradients/{name}/multimodal_norm", epoch.Encoders[name].MultimodalNorm);
                Holds($"gradients/{name}/unimodal_norm", epoch.Encoders[name].UnimodalNorm);
            }
        }
        Assert.Equal([1L, 2], scalars.Keys.Select(k => k.Step).Distinct().Order());
    }

    [Fact]
    public void What_a_method_does_not_measure_has_no_tag()
    {
        var trained = new SmallTraining { Method = SmallTraining.Joint }.Run(_runs.FullPath);
        var file = Assert.Single(Directory.GetFiles(trained.Folder.FullPath, "events.out.tfevents.*"));
        var tags = Records(File.ReadAllBytes(file)).SelectMany(Scalars).Select(s => s.Tag).ToHashSet();
        Assert.Contains("validation/m1/loss", tags);
        Assert.DoesNotContain(tags, tag => tag.StartsWith("gradients/", StringComparison.Ordinal));
    }

    /// <summary>length (8 bytes), its masked CRC-32C (4), the record, its masked CRC-32C (4).</summary>
    private static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(MaskedCrc(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            records.Add(file[(at + 12)..(at + 12 + length)]);
            Assert.Equal(MaskedCrc(records[^1]), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            at += length + 16;
        }
        return records;
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }

    /// <summary>Event: step = 2, summary = 5; Summary: value = 1; Value: tag = 1, simple_value = 2.</summary>
    private static IEnumerable<(string Tag, long Step, float Value)> Scalars(byte[] record)
    {
        var fields = Fields(record);
        var step = fields.Where(f => f.Number == 2).Select(f => BinaryPrimitives.ReadInt64LittleEndian(f.Bytes)).SingleOrDefault();
        foreach (var summary in fields.Where(f => f.Number == 5))
            foreach (var value in Fields(summary.Bytes).Where(f => f.Number == 1))
            {
                var parts = Fields(value.Bytes).ToDictionary(f => f.Number, f => f.Bytes);
                yield return (Encoding.UTF8.GetString(parts[1]), step, parts.TryGetValue(2, out var v) ? BitConverter.ToSingle(v) : 0);
            }
    }

    /// <summary>The fields of a protocol buffer; a varint as 8 bytes.</summary>
    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var at = 0;
        long Varint()
        {
            var value = 0L;
            for (var shift = 0; ; shift += 7)
            {
                value |= (long)(message[at] & 0x7f) << shift;
                if (message[at++] < 0x80) return value;
            }
        }
        byte[] Take(int count) => message[at..(at += count)];

        var fields = new List<(int, byte[])>();
        while (at < message.Length)
        {
            var key = (int)Varint();
            fields.Add((key >> 3, (key & 7) switch
            {
                0 => BitConverter.GetBytes(Varint()),
                1 => Take(8),
                2 => Take((int)Varint()),
                5 => Take(4),
                _ => throw new InvalidDataException($"wire type must be 0, 1, 2 or 5; got {key & 7}."),
            }));
        }
        return fields;
    }
}
