using SkiaSharp;

namespace MMPareto.Data.Images;

/// <summary>How a picture must be turned to stand upright: the eight orientations of EXIF.</summary>
internal static class EncodedOriginExtensions
{
    extension(SKEncodedOrigin origin)
    {
        private bool SwapsSides => origin >= SKEncodedOrigin.LeftTop;

        private bool StartsRight => origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

        private bool StartsBelow => origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft
            or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;

        /// <summary>Sizes of the upright picture, from those stored.</summary>
        public (int Width, int Height) Upright(int width, int height) =>
            origin.SwapsSides ? (height, width) : (width, height);

        /// <summary>The stored pixel, counted row by row, that stands at a place of the upright picture.</summary>
        public int StoredPixel(int x, int y, int storedWidth, int storedHeight)
        {
            var (column, row) = origin.SwapsSides ? (y, x) : (x, y);
            if (origin.StartsRight) column = storedWidth - 1 - column;
            if (origin.StartsBelow) row = storedHeight - 1 - row;
            return (row * storedWidth) + column;
        }
    }
}
