using System.Globalization;
using System.Text;

namespace MMPareto.Fuzzing.Samples;

/// <summary>A small folder of pictures, sounds and arrays, and the manifest of it.</summary>
internal static class MediaFolder
{
    private const int Rows = 12;

    /// <summary>Writes the files.</summary>
    /// <param name="folder">Where to.</param>
    /// <returns>The manifest as CSV.</returns>
    public static string Write(WorkFolder folder)
    {
        for (var i = 0; i < 3; i++)
        {
            File.WriteAllBytes(folder[$"{i}.png"], Pictures.Png(8, 8, i));
            File.WriteAllBytes(folder[$"{i}.wav"], Sounds.Wav(1, 1, 8000, 16, 800));
            File.WriteAllBytes(folder[$"{i}.npy"], Arrays.Npy("<f4", "(4,)", 16));
        }
        var csv = new StringBuilder("id,photo,sound,signal,note,size,colour,split,label\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"s{i},{i % 3}.png,{i % 3}.wav,{i % 3}.npy,a day of number {i % 4},{0.5 + (i * i % 7)},")
                .Append(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "red" : "blue")},{(i < 8 ? "train" : i < 10 ? "validation" : "test")},{(i % 2 == 0 ? "sun" : "rain")}\n");
        }
        return csv.ToString();
    }
}
