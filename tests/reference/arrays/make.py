"""Makes the arrays of this folder, and values.json: the shape and the values, as 32-bit floats, of those to be read.

Made with Python 3.11 and NumPy 1.24.2; run: python3 make.py
"""
import json
import os

import numpy

os.chdir(os.path.dirname(os.path.abspath(__file__)))
values = {}


def save(name, array, version=None):
    with open(name + ".npy", "wb") as file:
        numpy.lib.format.write_array(file, array, version=version)
    floats = numpy.load(name + ".npy").astype("f4")
    values[name] = {"shape": list(floats.shape) or [1], "values": [float(v) for v in floats.ravel()]}


fractions = [[0.0, -1.5, 3.140625], [1e-4, 65504.0, -0.0]]
for kind in ["f2", "f4", "f8"]:
    for order, mark in [("<", "little"), (">", "big")]:
        save(f"{kind}-{mark}", numpy.array(fractions, order + kind))
        save(f"{kind}-{mark}-fortran", numpy.asfortranarray(numpy.array(fractions, order + kind)))
for kind in ["i2", "i4", "i8", "u2", "u4", "u8"]:
    limits = numpy.iinfo(kind)
    for order, mark in [("<", "little"), (">", "big")]:
        save(f"{kind}-{mark}", numpy.array([[limits.min, 0, 1], [2, 258, limits.max]], order + kind))
for kind in ["i1", "u1"]:
    limits = numpy.iinfo(kind)
    save(kind, numpy.array([[limits.min, 0, 1], [2, 100, limits.max]], kind))
save("b1", numpy.array([True, False, True]))
block = numpy.arange(24).reshape(2, 3, 4)
save("three-axes-fortran", numpy.asfortranarray(block.astype("i2")))
save("four-axes-fortran", numpy.asfortranarray(block.reshape(2, 3, 1, 4).astype(">f8")))
save("version-1", block.astype("f4"), (1, 0))
save("version-2", block.astype("f4"), (2, 0))
save("version-3", block.astype("f4"), (3, 0))
save("number", numpy.float32(2.5).reshape(()))
save("empty", numpy.zeros((0, 3), "f4"))

refused = {
    "objects": numpy.array([{"a": 1}, None], object),
    "complex": numpy.array([1 + 2j]),
    "texts": numpy.array(["ab", "c"]),
    "bytes": numpy.array([b"ab"]),
    "records": numpy.array([(1, 2.0)], [("a", "i4"), ("b", "f4")]),
    "times": numpy.array(["2020-01-01"], "M8[D]"),
    "nan": numpy.array([[[0, 1], [2, 3]], [[4, numpy.nan], [6, numpy.inf]]], "f4"),
    "nan-fortran": numpy.asfortranarray(numpy.array([[0, 1, numpy.inf], [numpy.nan, 4, 5]], "f8")),
    "too-large": numpy.array([1.0, -1e39]),
}
for name, array in refused.items():
    numpy.save(f"refused-{name}.npy", array)
numpy.savez("archive.npz", a=numpy.zeros(2))
with open("values.json", "w", encoding="utf-8") as file:
    file.write("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in values.items()) + "\n}\n")
