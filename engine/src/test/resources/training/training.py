"""Trains random networks by PyTorch, for TrainingAgreementTest.

    java … fovea.engine.train.TrainingDraw DRAWS 90
    python training.py DRAWS 60 > pytorch.json

Each network is trained in single and in double precision; those on which the two do not agree are left out,
since nothing could be told from them. Of each tensor the largest value and a few others are kept.
"""
import importlib.util
import json
import pathlib
import struct
import sys

import torch


def tensors(path):
    data = path.read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            numbers = torch.frombuffer(bytearray(data[8 + length + begin:8 + length + end]), dtype=torch.float32)
            found[name] = numbers.reshape(entry["shape"]).clone()
    return found


def optimiser(options, parameters):
    given, lr = options["optimiser_options"], options["rate_options"]["lr"]
    if options["optimiser"] == "Sgd":
        return torch.optim.SGD(parameters, lr=lr, momentum=given["momentum"], nesterov=given["nesterov"],
                               weight_decay=given["weightDecay"])
    kind = getattr(torch.optim, options["optimiser"])
    return kind(parameters, lr=lr, betas=(given["beta1"], given["beta2"]), eps=given["eps"],
                weight_decay=given["weightDecay"])


def schedule(options, optimizer):
    given, schedulers = options["rate_options"], torch.optim.lr_scheduler
    main = {
        "Constant": lambda: schedulers.LambdaLR(optimizer, lambda step: 1.0),
        "Step": lambda: schedulers.StepLR(optimizer, given["stepSize"], given["gamma"]),
        "Cosine": lambda: schedulers.CosineAnnealingLR(optimizer, given["tMax"], given["etaMin"]),
    }[options["rate"]]
    if given["warmUp"] == 0:
        return main()
    warm_up = schedulers.LinearLR(optimizer, total_iters=given["warmUp"])
    return schedulers.SequentialLR(optimizer, [warm_up, main()], milestones=[given["warmUp"]])


def train(folder, dtype):
    spec = importlib.util.spec_from_file_location("network", folder / "network.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    options = json.loads((folder / "options.json").read_text())
    given = tensors(folder / "tensors.safetensors")
    images, labels = given.pop("images").to(dtype), given.pop("labels").long()
    network = module.Network().to(dtype)
    network.load_state_dict(given)
    network.train()
    optimizer = optimiser(options, network.parameters())
    rates = schedule(options, optimizer)
    losses, size = [], options["batch_size"]
    batches = -(-len(labels) // size)
    for step in range(options["steps"]):
        first = step % batches * size
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(images[first:first + size]), labels[first:first + size],
                                                 label_smoothing=options["label_smoothing"])
        loss.backward()
        optimizer.step()
        rates.step()
        losses.append(loss.item())
    return losses, {name: tensor.double().flatten() for name, tensor in network.state_dict().items()}


def apart(one, other):
    largest = max(abs(x) for x in one) or 1
    return max(abs(a - b) for a, b in zip(one, other)) / largest


def main(draws, most):
    kept, skipped = [], []
    for seed in range(len(list(draws.iterdir()))):
        single, double = (train(draws / str(seed), dtype) for dtype in (torch.float32, torch.float64))
        distance = max([apart(double[0], single[0])]
                       + [apart(double[1][n].tolist(), single[1][n].tolist()) for n in double[1]])
        if not distance < 2e-4:
            skipped.append(seed)
            continue
        weights = {}
        for name, numbers in double[1].items():
            count = min(8, len(numbers))
            places = [i * (len(numbers) - 1) // max(1, count - 1) for i in range(count)]
            weights[name] = [float(f"{x:.7g}") for x in [numbers.abs().max()] + [numbers[i] for i in places]]
        kept.append({"seed": seed, "losses": [float(f"{x:.7g}") for x in double[0]], "weights": weights})
        if len(kept) == most:
            break
    print(f"kept {len(kept)}, skipped {skipped}", file=sys.stderr)
    print("[" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in kept) + "]")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
