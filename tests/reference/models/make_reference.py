"""Makes the reference values for the tests of encoders with PyTorch and torchvision; see README.md beside it.

Both sides fill tensors by the same formula (fill), so no weights are stored. All is computed in double.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
import torchvision

HERE = pathlib.Path(__file__).parent
STEP = 8  # every eighth feature is stored
VERSIONS = {"torch": torch.__version__, "torchvision": torchvision.__version__}


def fill(shape, number):
    """Pseudo-random values from -1 to 1: exact in whole numbers, so equal everywhere."""
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.int64)
    values = (31 * i * i + 7919 * i + 104729 * number) % 10007
    return (values.double() / 10007 * 2 - 1).reshape(shape)


def weight(name, shape, number):
    values = fill(shape, number)
    if name.endswith("running_mean") or name.endswith("bias"):
        return 0.1 * values
    if name.endswith("running_var"):
        return 1 + 0.5 * values
    if len(shape) < 2:
        return 1 + 0.2 * values
    return values * (6 * shape[0] / values.numel()) ** 0.5


def weights(shapes):
    names = sorted(name for name in shapes if not name.endswith("num_batches_tracked"))
    return {name: weight(name, shapes[name], number) for number, name in enumerate(names)}


def resnet(depth):
    model = getattr(torchvision.models, f"resnet{depth}")().double()
    model.fc = torch.nn.Identity()
    shapes = {name: list(value.shape) for name, value in model.state_dict().items()}
    model.load_state_dict(weights(shapes), strict=False)
    images = fill([2, 3, 40, 33], 999)
    model.eval()
    scored = model(images)
    model.train()
    trained = model(images)
    (trained * fill(list(trained.shape), 998)).sum().backward()
    last = "layer4.1.bn2" if depth == 18 else "layer4.2.bn3"
    state = model.state_dict()
    return {
        "tensors": shapes,
        "parameters": sum(value.numel() for value in model.parameters()),
        "evaluation": scored.detach()[:, ::STEP].flatten().tolist(),
        "training": trained.detach()[:, ::STEP].flatten().tolist(),
        "last_norm": last,
        "running_mean": state[f"{last}.running_mean"][::STEP].tolist(),
        "running_var": state[f"{last}.running_var"][::STEP].tolist(),
        "first_gradient": model.conv1.weight.grad.flatten()[::97].tolist(),
    }


def block_shapes(prefix, width):
    linear = {"attn.qkv": (3 * width, width), "attn.proj": (width, width), "mlp.fc1": (4 * width, width), "mlp.fc2": (width, 4 * width)}
    shapes = {f"{prefix}{norm}.{part}": [width] for norm in ("norm1", "norm2") for part in ("weight", "bias")}
    for name, (rows, columns) in linear.items():
        shapes[f"{prefix}{name}.weight"], shapes[f"{prefix}{name}.bias"] = [rows, columns], [rows]
    return shapes


def block(x, own, prefix, heads, padding=None):
    """The block as PyTorch has it; in training mode, without dropout, it takes no fast path."""
    width = x.shape[2]
    layer = torch.nn.TransformerEncoderLayer(
        width, heads, 4 * width, dropout=0, activation="gelu", layer_norm_eps=1e-6, batch_first=True, norm_first=True).double()
    names = {"self_attn.in_proj_weight": "attn.qkv.weight", "self_attn.in_proj_bias": "attn.qkv.bias",
             "self_attn.out_proj.weight": "attn.proj.weight", "self_attn.out_proj.bias": "attn.proj.bias",
             "linear1.weight": "mlp.fc1.weight", "linear1.bias": "mlp.fc1.bias",
             "linear2.weight": "mlp.fc2.weight", "linear2.bias": "mlp.fc2.bias",
             **{f"{norm}.{part}": f"{norm}.{part}" for norm in ("norm1", "norm2") for part in ("weight", "bias")}}
    layer.load_state_dict({theirs: own[prefix + ours] for theirs, ours in names.items()})
    return layer(x, src_key_padding_mask=padding).detach()


def norm(x, own, name):
    return F.layer_norm(x, x.shape[-1:], own[f"{name}.weight"], own[f"{name}.bias"], 1e-6)


def text():
    width, heads, layers, vocabulary, length, features = 8, 2, 2, 11, 7, 5
    shapes = {"embedding.weight": [vocabulary, width], "transformer.positions": [length, width],
              "transformer.norm.weight": [width], "transformer.norm.bias": [width],
              "output.weight": [features, width], "output.bias": [features]}
    for layer in range(layers):
        shapes |= block_shapes(f"transformer.blocks.{layer}.", width)
    own = weights(shapes)
    ids = torch.tensor([[3, 1, 10, 0, 0, 0], [2, 2, 5, 9, 4, 7], [8, 0, 6, 0, 1, 0]])
    x = own["embedding.weight"][ids] + own["transformer.positions"][: ids.shape[1]]
    for layer in range(layers):
        x = block(x, own, f"transformer.blocks.{layer}.", heads, ids == 0)
    x, kept = norm(x, own, "transformer.norm"), (ids != 0).double()[..., None]
    mean = (x * kept).sum(1) / kept.sum(1)
    return {"tensors": shapes, "ids": ids.tolist(), "features": F.linear(mean, own["output.weight"], own["output.bias"]).tolist()}


def mbt():
    width, heads, layers, fusion, bottlenecks, patch = 12, 3, 3, 1, 2, 2
    samples = [[2, 4, 6], [1, 5, 4]]  # of the second, the last row is left over
    shapes = {"bottlenecks": [1, bottlenecks, width]}
    for k, (channels, height, breadth) in enumerate(samples):
        shapes |= {f"{k}.cls_token": [1, 1, width], f"{k}.pos_embed": [1, 1 + (height // patch) * (breadth // patch), width],
                   f"{k}.patch_embed.proj.weight": [width, channels, patch, patch], f"{k}.patch_embed.proj.bias": [width],
                   f"{k}.norm.weight": [width], f"{k}.norm.bias": [width]}
        for layer in range(layers):
            shapes |= block_shapes(f"{k}.blocks.{layer}.", width)
    own = weights(shapes)
    tokens = []
    for k, sample in enumerate(samples):
        maps = F.conv2d(fill([2, *sample], 990 + k), own[f"{k}.patch_embed.proj.weight"], own[f"{k}.patch_embed.proj.bias"], stride=patch)
        patches = maps.flatten(2).transpose(1, 2)
        tokens.append(torch.cat([own[f"{k}.cls_token"].repeat(2, 1, 1), patches], 1) + own[f"{k}.pos_embed"])
    shared = own["bottlenecks"].repeat(2, 1, 1)
    for layer in range(layers):
        if layer < fusion:
            tokens = [block(x, own, f"{k}.blocks.{layer}.", heads) for k, x in enumerate(tokens)]
            continue
        joined = [block(torch.cat([x, shared], 1), own, f"{k}.blocks.{layer}.", heads) for k, x in enumerate(tokens)]
        tokens = [x[:, :-bottlenecks] for x in joined]
        shared = sum(x[:, -bottlenecks:] for x in joined) / len(joined)
    return {"tensors": shapes, "samples": samples, "features": [norm(x[:, 0], own, f"{k}.norm").tolist() for k, x in enumerate(tokens)]}


def write(name, content):
    rounded = json.loads(json.dumps(VERSIONS | content), parse_float=lambda text: float(f"{float(text):.9g}"))
    (HERE / name).write_text(json.dumps(rounded, separators=(",", ":")).replace("},", "},\n") + "\n")


torch.set_num_threads(1)
write("resnet.json", {"step": STEP, "18": resnet(18), "50": resnet(50)})
write("transformer.json", {"text": text(), "mbt": mbt()})
