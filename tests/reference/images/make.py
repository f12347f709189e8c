"""Makes the pictures of this folder, and beside each NAME its pixels as an independent decoder sees them, NAME.rgb.

Made with Python 3.11, NumPy 1.24.2 and Pillow 9.4.0 (libjpeg-turbo, zlib, libwebp); run: python3 make.py
NAME.rgb holds red, green, blue of each pixel, row by row, upright, transparent parts on black.
NAME.W-H.rgb holds the picture resized to W x H by Pillow's BILINEAR (antialiased); NAME.crop-W-H.rgb its part
from (5, 3) to (17, 14) resized. The sizes of the pictures are in the tests.
"""
import os
import struct
import zlib

import numpy
from PIL import Image, ImageOps

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = numpy.random.default_rng(1)


def noise(height, width, *channels):
    return random.integers(0, 256, (height, width, *channels), dtype=numpy.uint8)


def smooth(height, width):
    y, x = numpy.mgrid[0:height, 0:width]
    red = 255 * x / (width - 1)
    green = 255 * y / (height - 1)
    blue = 127 + 100 * numpy.sin(x / 4) * numpy.cos(y / 5)
    return numpy.stack([red, green, blue], -1).round().astype(numpy.uint8)


def keep(image, name):
    with open(name + ".rgb", "wb") as file:
        file.write(image.convert("RGB").tobytes())


def on_black(image):
    return Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image.convert("RGBA"))


def save(image, name, **options):
    image.save(name, **options)
    decoded = Image.open(name)
    decoded.load()
    decoded = ImageOps.exif_transpose(decoded)
    transparent = "A" in decoded.getbands() or "transparency" in decoded.info
    keep(on_black(decoded) if transparent else decoded, name)


def save_interlaced(pixels, name):
    """PNG with Adam7, which Pillow reads but does not write."""
    height, width = pixels.shape[:2]
    rows = b""
    for y0, x0, dy, dx in [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]:
        part = pixels[y0::dy, x0::dx]
        if part.size:
            rows += b"".join(b"\0" + row.tobytes() for row in part)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)))
        file.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    keep(Image.open(name), name)


colour = Image.fromarray(noise(7, 9, 3))
save(colour, "rgb.png")
save(Image.fromarray(noise(7, 9)), "gray.png")
save(colour.quantize(16), "palette.png")
save(colour.convert("1"), "bits.png")
save(Image.fromarray(noise(7, 9, 4)), "rgba.png")
save(Image.fromarray(noise(7, 9, 2), "LA"), "gray-alpha.png")
save_interlaced(numpy.asarray(colour), "interlaced.png")
deep = random.integers(0, 65536, (7, 9), dtype=numpy.uint16)
Image.fromarray(deep).save("gray16.png")
keep(Image.fromarray((deep / 257).round().astype(numpy.uint8)), "gray16.png")
save(colour, "lossless.webp", lossless=True)
save(colour, "rgb.bmp")
save(colour.quantize(16), "palette.gif")
frames = [colour.quantize(8), Image.fromarray(noise(7, 9, 3)).quantize(8)]
save(frames[0], "animated.gif", save_all=True, append_images=frames[1:], duration=100)

ramp = Image.fromarray(smooth(12, 20))
save(ramp, "full.jpg", quality=90, subsampling=0)
save(ramp, "half.jpg", quality=85, subsampling=2)
save(ramp, "progressive.jpg", quality=90, progressive=True)
save(ramp.convert("L"), "gray.jpg", quality=90)
save(ramp.convert("CMYK"), "cmyk.jpg", quality=95)
save(ramp, "lossy.webp", quality=90)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    save(ramp, f"exif-{orientation}.jpg", quality=95, subsampling=0, exif=exif)

picture = Image.fromarray(noise(17, 23, 3))
save(picture, "noise.png")
for width, height in [(8, 6), (36, 27), (23, 5), (5, 17), (1, 1)]:
    keep(picture.resize((width, height), Image.BILINEAR), f"noise.png.{width}-{height}")
for width, height in [(10, 10), (4, 3)]:
    keep(picture.crop((5, 3, 17, 14)).resize((width, height), Image.BILINEAR), f"noise.png.crop-{width}-{height}")
with open("noise.png.gray", "wb") as file:
    file.write(picture.convert("L").tobytes())
