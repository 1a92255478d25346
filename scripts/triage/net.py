"""Third part of `npm run -s triage:train`: a small net beside the ridge model, added to its scores.

It sees the encoder's three views and which cues and signals stand in the text,
through hidden units that each learn one mixture. Several nets that began by
different chance are one wide net in the end, each with its part of `SHARE`. It
is learned in the same five folds as the ridge model, and the thresholds with
the encoder are chosen anew on both together. Writes `net.json`, and again
`model.json` and `crossed.json`. Needs PyTorch (Debian: python3-torch).
"""
import base64, hashlib, json, os
import numpy as np
import torch
from torch import nn
from seen import CROSSED, FOLDS, MODEL, STEPS, counts, fold, learned_from, level, posts, thresholds_for, views

NET = 'src/rooms/triage/net.json'
# Nets of an earlier run on the same posts: learning them takes some minutes.
KEPT = 'node_modules/.triage-nets.pt'
SEEDS, UNITS, ROUNDS, BATCH, RATE, DECAY, SOFT = 3, 64, 12, 64, 1e-3, 0.05, 0.03
# What the nets count beside the ridge model, chosen in the folds.
SHARE = 0.15
# How many of what is urgent, and of what is urgent or concern, are to be found of what was written freely.
WANTED = {'urgent': 0.955, 'concern': 0.93}
torch.set_num_threads(1)

names = sorted({name for post in posts for name in post['inputs']})
inputs = torch.tensor(np.array([[post['inputs'].get(name, 0) for name in names] for post in posts], dtype=np.float32))
middle, spread = views.mean(0), float(views.std(0).mean())
numbers = torch.tensor((views - middle) / spread)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.o = nn.Linear(numbers.shape[1], UNITS), nn.Linear(len(names), UNITS, bias=False), nn.Linear(UNITS, len(STEPS))
        self.d, self.vd = nn.Dropout(0.5), nn.Dropout(0.2)

    def forward(self, number, given):
        return self.o(self.d(torch.relu(self.a(self.vd(number)) + self.b(self.vd(given)))))


def weights(rows):
    """Yes and no count the same for each step."""
    each = []
    for at in range(1, len(STEPS) + 1):
        answer, weight = level[rows] >= at, counts[rows]
        each.append(np.where(answer, weight / weight[answer].sum(), weight / weight[~answer].sum()) * len(rows) / 2)
    return torch.tensor(np.stack(each, 1).astype(np.float32))


def learn(rows, seed):
    torch.manual_seed(seed)
    net, share = Net(), weights(rows)
    number, given = numbers[rows], inputs[rows]
    answers = np.stack([level[rows] >= at for at in range(1, len(STEPS) + 1)], 1)
    wanted = torch.tensor((answers * (1 - 2 * SOFT) + SOFT).astype(np.float32))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    total, step = ROUNDS * -(-len(rows) // BATCH), 0
    for _ in range(ROUNDS):
        net.train()
        for some in torch.randperm(len(rows)).split(BATCH):
            step += 1
            for group in optimiser.param_groups:
                group['lr'] = RATE * min(1, step / 100) * max(0.02, 1 - step / total)
            loss = nn.functional.binary_cross_entropy_with_logits(net(number[some], given[some]), wanted[some], reduction='none')
            optimiser.zero_grad()
            (loss * share[some]).sum(1).mean().backward()
            optimiser.step()
    return net.eval()


def learned():
    """What the nets of the other folds say of each post, and the nets that learned from all."""
    if os.path.exists(KEPT):
        kept = torch.load(KEPT, weights_only=False)
        if kept['of'] == learned_from:
            return kept['crossed'], kept['nets']
    said, nets = np.zeros((len(posts), len(STEPS))), []
    for one in range(FOLDS + 1):
        known, asked = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        for seed in range(SEEDS):
            net = learn(known, seed)
            print(f'  net {seed + 1} of {SEEDS}, fold {one + 1}', flush=True)
            if one == FOLDS:
                nets.append(net.state_dict())
            else:
                with torch.no_grad():
                    said[asked] += net(numbers[asked], inputs[asked]).numpy() / SEEDS
    torch.save({'of': learned_from, 'crossed': said, 'nets': nets}, KEPT)
    return said, nets


def text(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def wholes(rows):
    """Each row as whole numbers from -127 to 127, and what one of them is worth."""
    scales = np.abs(rows).max(1) / 127 + 1e-12
    return text(np.round(rows / scales[:, None]).astype(np.int8)), text(scales.astype(np.float32))


def written(nets):
    part = SHARE / len(nets)
    join = lambda name: np.concatenate([net[name].numpy() for net in nets])
    by_number = join('a.weight') / spread
    (by_numbers, number_scales), (by_input, input_scales) = wholes(by_number), wholes(join('b.weight'))
    return {
        'inputs': names, 'numbers': by_numbers, 'numberScales': number_scales, 'byInput': by_input, 'inputScales': input_scales,
        'biases': text((join('a.bias') - by_number @ middle).astype(np.float32)),
        'out': text((np.concatenate([net['o.weight'].numpy() for net in nets], 1) * part).astype(np.float32)),
        'outBiases': [round(float(one), 5) for one in sum(net['o.bias'].numpy() for net in nets) * part]
    }


crossed, nets = learned()
net = written(nets)
with open(MODEL, encoding='utf8') as file:
    model = json.load(file)
with open(CROSSED, encoding='utf8') as file:
    kept = json.load(file)
if kept.get('net'):
    raise SystemExit('crossed.json already counts a net; run train.py first.')
model.pop('version')
added = SHARE * crossed
scores = {step: np.array([kept['scores'][post['id']][1][at] for post in posts]) + added[:, at] for at, step in enumerate(STEPS)}
# The ridge scores are joined already: a text that gives concern is likelier to be urgent.
scores['urgent'] += 0.3 * added[:, STEPS.index('concern')]
model['thresholds']['full'], fit = thresholds_for(scores, WANTED)
print(f'macro-F {fit:.3f}')
version = hashlib.sha256(json.dumps([model, net]).encode()).hexdigest()[:8]
with open(NET, 'w', encoding='utf8') as file:
    file.write(json.dumps(net, separators=(',', ':')) + '\n')
with open(MODEL, 'w', encoding='utf8') as file:
    file.write(json.dumps({'version': version, **model}, separators=(',', ':')) + '\n')
for at, post in enumerate(posts):
    kept['scores'][post['id']][1] = [round(float(scores[step][at]), 3) for step in STEPS]
with open(CROSSED, 'w', encoding='utf8') as file:
    lines = ',\n'.join(f'{json.dumps(name)}:{json.dumps(one, separators=(",", ":"))}' for name, one in kept['scores'].items())
    file.write('{"version":"%s","net":true,"scores":{\n%s\n}}\n' % (version, lines))
print(f'{NET}, {MODEL}: version {version}')
