using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native;

public class MemoryPassTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_piece_is_done_once_whatever_the_threads(int threads)
    {
        set_num_threads(threads);
        try
        {
            var done = new int[100];
            MemoryPass.Run(done.Length, piece => Interlocked.Increment(ref done[piece]));
            Assert.All(done, times => Assert.Equal(1, times));
            // Parts of different sizes, whose sum depends on the order in which they are added.
            var sum = MemoryPass.Sum(1000, piece => Math.Pow(-1.7, piece % 60));
            Assert.Equal(Enumerable.Range(0, 1000).Select(piece => Math.Pow(-1.7, piece % 60)).ToArray().Sum(), sum);
        }
        finally
        {
            set_num_threads(1);
        }
    }
}
