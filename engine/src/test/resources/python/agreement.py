"""Answers, line by line, what Python makes of exported files.

Each line that comes in is {"code": file} to be parsed, or with "parameters" and "ends" (a safetensors
file with the picture as "input" and our values as "output") to be run and traced by PyTorch, or
{"layer": expression, "input": [N, C, H, W]} for a layer that PyTorch takes or refuses. Each line that
goes out is {"error": text}, or {"shape", "parameters", "apart", "largest"}.
"""

import ast
import json
import mmap
import struct
import sys


def read(path):
    with open(path, "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    length = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        begin, end = entry["data_offsets"]
        numbers = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=8 + length + begin)
        tensors[name] = numbers.reshape(entry["shape"])
    return tensors


def run(code, tensors, picture, output):
    module = {"__name__": "exported"}
    exec(compile(code, "exported", "exec"), module)
    network = module["Network"]()
    keys = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    ours = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    if keys != ours:
        return {"error": f"state_dict has {keys.items() - ours.items()}, we have {ours.items() - keys.items()}"}
    network.load_state_dict(tensors)
    if sum(tensor.numel() for tensor in tensors.values()) < 10_000_000:
        network.load_state_dict(network.state_dict())
    network.train()
    network.eval()
    with torch.no_grad():
        found = network(picture[None])[0]
        if picture.numel() < 10_000:
            traced = torch.jit.trace(network, picture[None], check_trace=False)
            if not torch.equal(traced(picture[None])[0].nan_to_num(), found.nan_to_num()):
                return {"error": "traced, it gives something else"}
    same = found == output
    return {
        "shape": list(found.shape),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        # Infinities that agree are not apart.
        "apart": float(torch.where(same, torch.zeros(()), (found - output).abs()).max()),
        "largest": float(torch.where(output.isinf(), torch.zeros(()), output.abs()).max()),
    }


def take(layer, shape):
    module = eval(layer, {"nn": torch.nn}).eval()
    with torch.no_grad():
        return {"shape": list(module(torch.zeros(shape)).shape)[1:]}


def answer(request):
    if "layer" in request:
        return take(request["layer"], json.loads(request["input"]))
    with open(request["code"], encoding="utf-8") as file:
        code = file.read()
    ast.parse(code)
    if "parameters" not in request:
        return {}
    ends = read(request["ends"])
    return run(code, read(request["parameters"]), ends["input"], ends["output"])


if __name__ == "__main__":
    if sys.argv[1:] == ["torch"]:
        import torch

        torch.set_num_threads(2)
        # What is loaded anyway need not be drawn at random first.
        for name in ("kaiming_uniform_", "uniform_"):
            setattr(torch.nn.init, name, lambda tensor, *_, **__: tensor)
    print(json.dumps({"ready": sys.version}), flush=True)
    for line in sys.stdin:
        try:
            print(json.dumps(answer(json.loads(line))), flush=True)
        except Exception as error:
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
