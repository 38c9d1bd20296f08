"""Writes networks/NN.grad.safetensors: PyTorch's gradients of a few units of each network.

    python3 engine/src/test/resources/goldens/gradients.py

Needs PyTorch (tried with 1.13) and NumPy. Computed in double precision, kept as float32. A tensor is
named after its unit, layer:channel:y:x, and holds d unit / d input without the batch axis.
"""

import json
import pathlib
import random
import struct

import numpy
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent / "networks"
UNITS = 3


def read(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        first, end = entry["data_offsets"]
        numbers = numpy.frombuffer(data[8 + size + first : 8 + size + end], "<f4")
        tensors[name] = torch.tensor(numbers.copy().reshape(entry["shape"])).double()
    return tensors


def write(path, tensors):
    header, at = {}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    numbers = b"".join(t.contiguous().numpy().astype("<f4").tobytes() for t in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + numbers)


def pair(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def padding(layer):
    """Cells before and after along both axes, as F.pad wants them: x first."""
    if layer.get("padding") == "same":
        reach = [d * (k - 1) for d, k in zip(pair(layer.get("dilation", 1)), pair(layer["kernel_size"]))]
        return [reach[1] // 2, reach[1] - reach[1] // 2, reach[0] // 2, reach[0] - reach[0] // 2]
    y, x = pair(layer.get("padding", 0))
    return [x, x, y, y]


def padded(layer, x):
    mode = layer.get("padding_mode", "zeros")
    return F.pad(x, padding(layer), mode="constant" if mode == "zeros" else mode)


def local(layer, x, weight, bias):
    kernel, stride = pair(layer["kernel_size"]), pair(layer.get("stride", 1))
    dilation = pair(layer.get("dilation", 1))
    x = padded(layer, x)
    sizes = [
        (n - d * (k - 1) - 1) // s + 1
        for n, k, s, d in zip(x.shape[2:], kernel, stride, dilation)
    ]
    columns = F.unfold(x, kernel, dilation, 0, stride)
    out = torch.einsum("opk,nkp->nop", weight, columns)
    out = out if bias is None else out + bias
    # PyTorch 1.13 goes wrong on the way back through a batch norm of what einsum leaves strided.
    return out.reshape(1, -1, *sizes).contiguous()


def compute(layer, inputs, parameters):
    kind, x = layer["type"], inputs[0]
    weight, bias = parameters.get("weight"), parameters.get("bias")
    get = layer.get
    if kind == "Conv2d":
        return F.conv2d(padded(layer, x), weight, bias, pair(get("stride", 1)), 0,
                        pair(get("dilation", 1)), get("groups", 1))
    if kind == "ConvTranspose2d":
        return F.conv_transpose2d(x, weight, bias, pair(get("stride", 1)), pair(get("padding", 0)),
                                  pair(get("output_padding", 0)), get("groups", 1), pair(get("dilation", 1)))
    if kind == "LocallyConnected2d":
        return local(layer, x, weight, bias)
    if kind == "MaxPool2d":
        size = pair(layer["kernel_size"])
        return F.max_pool2d(x, size, pair(get("stride", list(size))), pair(get("padding", 0)),
                            pair(get("dilation", 1)), get("ceil_mode", False))
    if kind == "AvgPool2d":
        size = pair(layer["kernel_size"])
        return F.avg_pool2d(x, size, pair(get("stride", list(size))), pair(get("padding", 0)),
                            get("ceil_mode", False), get("count_include_pad", True))
    if kind == "AdaptiveAvgPool2d":
        return F.adaptive_avg_pool2d(x, pair(layer["output_size"]))
    if kind == "AdaptiveMaxPool2d":
        return F.adaptive_max_pool2d(x, pair(layer["output_size"]))
    if kind == "BatchNorm2d":
        return F.batch_norm(x, parameters["running_mean"], parameters["running_var"], weight, bias,
                            False, 0, get("eps", 1e-5))
    if kind == "Linear":
        return F.linear(x, weight, bias)
    if kind == "Flatten":
        return x.flatten(1)
    if kind == "Dropout":
        return x
    if kind == "Softmax":
        return F.softmax(x, 1)
    if kind == "Upsample":
        scale = tuple(float(s) for s in pair(layer["scale_factor"]))
        return F.interpolate(x, scale_factor=scale, mode=get("mode", "nearest"))
    if kind == "Add":
        return sum(inputs[1:], x)
    if kind == "Multiply":
        for other in inputs[1:]:
            x = x * other
        return x
    if kind == "Concat":
        return torch.cat(inputs, 1)
    return {
        "ReLU": F.relu, "ReLU6": F.relu6, "GELU": F.gelu, "SiLU": F.silu, "Hardswish": F.hardswish,
        "Hardsigmoid": F.hardsigmoid, "Sigmoid": torch.sigmoid, "Tanh": torch.tanh,
        "LeakyReLU": lambda v: F.leaky_relu(v, get("negative_slope", 0.01)),
        "ELU": lambda v: F.elu(v, get("alpha", 1.0)),
    }[kind](x)


def gradients(name):
    document = json.loads((HERE / f"{name}.json").read_text())
    tensors = read(HERE / f"{name}.in.safetensors")
    expected = read(HERE / f"{name}.out.safetensors")
    picture = tensors.pop("input").unsqueeze(0).requires_grad_()
    values, before = {"input": picture}, "input"
    for layer in document["layers"]:
        prefix = layer["id"] + "."
        own = {k[len(prefix):]: v for k, v in tensors.items() if k.startswith(prefix)}
        inputs = [values[i] for i in layer.get("inputs", [before])]
        values[layer["id"]] = compute(layer, inputs, own)
        before = layer["id"]
        difference = (values[before][0] - expected[before]).abs().max()
        assert difference <= 1e-4 * expected[before].abs().max() + 1e-6, (name, before, difference)
    draw = random.Random(name)
    result = {}
    for _ in range(UNITS):
        layer = draw.choice([l["id"] for l in document["layers"]] + [before] * 3)
        value = values[layer][0]
        place = [draw.randrange(n) for n in value.shape]
        key = ":".join(str(n) for n in [layer] + place + [0] * (3 - len(place)))
        (gradient,) = torch.autograd.grad(value[tuple(place)], picture, retain_graph=True, allow_unused=True)
        result[key] = torch.zeros_like(picture[0]) if gradient is None else gradient[0]
    return result


for document in sorted(HERE.glob("*.json")):
    write(HERE / f"{document.stem}.grad.safetensors", gradients(document.stem))
