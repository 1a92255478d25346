"""Third part of `npm run -s triage:train`: small nets beside the ridge model, added to its scores.

Each sees the encoder's three views and which cues and signals stand in the
text, through hidden units that each learn one mixture; and it listens to the
pieces of the text: each piece goes in some directions, takes from the other
pieces what changes it (one layer, as the encoder's own are), some voices say
how much each piece counts, and the middle by these counts and the strongest
of each direction are heard. While it learns, a tenth of the pieces are silent
by chance. Several nets that began by different chance are one
wide net in the end, each with its part of `SHARE`. They are learned in the
same five folds as the ridge model, and the thresholds with the encoder are
chosen anew on both together. Writes `net.json` and `listening.json`, and
again `model.json` and `crossed.json`. Needs PyTorch (Debian: python3-torch).
"""
import base64, hashlib, json, os
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')  # more threads than the one below wait for one another
import numpy as np
import torch
from torch import nn
from seen import ALSO_CONCERN, CROSSED, FOLDS, MODEL, STEPS, counts, fold, learned_from, level, posts, thresholds_for, views

NET, LISTENING = 'src/rooms/triage/net.json', 'src/rooms/triage/listening.json'
# Nets of an earlier run on the same posts: learning them takes some minutes.
KEPT = 'node_modules/.triage-nets.pt'
SEEDS, UNITS, DIRECTIONS, VOICES, HEADS, ROUNDS, BATCH, RATE, DECAY, SOFT, SILENT = 1, 64, 128, 4, 4, 12, 64, 1e-3, 0.05, 0.03, 0.1
# What the nets count beside the ridge model, chosen in the folds.
SHARE = 0.2
# How many of what is urgent, and of what is urgent or concern, are to be found of what was written freely. More than a third of that is `further`, made to be mistaken.
WANTED = {'urgent': 0.96, 'concern': 0.93}
torch.set_num_threads(1)

names = sorted({name for post in posts for name in post['inputs']})
inputs = torch.tensor(np.array([[post['inputs'].get(name, 0) for name in names] for post in posts], dtype=np.float32))
middle, spread = views.mean(0), float(views.std(0).mean())
numbers = torch.tensor((views - middle) / spread)
many = np.array([post['pieces'] for post in posts])
begins = np.concatenate([[0], np.cumsum(many)])
pieces = np.fromfile('node_modules/.triage-seen.f16', dtype=np.float16).reshape(-1, 512)
some = pieces[::17].astype(np.float32)
piece_middle, piece_spread = some.mean(0), some.std(0) + 1e-3
pieces = torch.tensor(pieces)


def silenced(numbers):
    """A fifth of the numbers, by chance, say nothing, as dropout has it. Chance in bytes: PyTorch's own takes half the time of learning."""
    chance = torch.randint(-(2**63), 2**63 - 1, (-(-numbers.numel() // 8),)).view(torch.uint8)[: numbers.numel()].view(numbers.shape)
    return numbers * (chance >= 51).float().mul_(256 / 205)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p, self.q = nn.Linear(512, DIRECTIONS), nn.Linear(DIRECTIONS, VOICES, bias=False)
        self.a, self.b = nn.Linear(numbers.shape[1], UNITS), nn.Linear(len(names), UNITS, bias=False)
        self.o = nn.Linear(2 * DIRECTIONS + UNITS, len(STEPS))
        self.d, self.vd, self.ld = nn.Dropout(0.4), nn.Dropout(0.2), nn.Dropout(0.2)
        self.before, self.asks, self.answers = nn.LayerNorm(DIRECTIONS, 1e-6), nn.Linear(DIRECTIONS, 3 * DIRECTIONS), nn.Linear(DIRECTIONS, DIRECTIONS)
        self.before_forward, self.wider, self.narrower = nn.LayerNorm(DIRECTIONS, 1e-6), nn.Linear(DIRECTIONS, 2 * DIRECTIONS), nn.Linear(2 * DIRECTIONS, DIRECTIONS)
        for last in (self.answers, self.narrower):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def among(self, rows, is_there):
        """What each piece becomes beside the others; a copy of `through` in `encoder-layers.ts`."""
        texts, most, wide = rows.shape
        asked, keys, given = self.asks(self.before(rows)).view(texts, most, 3, HEADS, wide // HEADS).permute(2, 0, 3, 1, 4)
        louder = (asked @ keys.transpose(-1, -2) / (wide // HEADS) ** 0.5).masked_fill(~is_there[:, None, None, :], -1e4).softmax(-1)
        seen = rows + self.ld(self.answers((louder @ given).transpose(1, 2).reshape(texts, most, wide)))
        return seen + self.ld(self.narrower(torch.relu(self.wider(self.before_forward(seen)))))

    def forward(self, piece, is_there, number, given):
        strong = torch.relu(self.p(silenced(piece) if self.training else piece))
        strong = torch.relu(self.among(strong, is_there))
        if self.training:
            is_there = is_there & (torch.rand(is_there.shape) > SILENT)
        louder = self.q(strong).masked_fill(~is_there[..., None], -1e4).softmax(1)
        heard = (louder[..., None] * strong.view(*strong.shape[:2], VOICES, -1)).sum(1).reshape(len(piece), -1)
        strongest = (strong * is_there[..., None]).max(1).values
        mixed = torch.relu(self.a(self.vd(number)) + self.b(self.vd(given)))
        return self.o(self.d(torch.cat([heard, strongest, mixed], 1)))

    def of(self, rows):
        """What it says of some posts."""
        piece, is_there = torch.zeros(len(rows), int(many[rows].max()), 512), torch.zeros(len(rows), int(many[rows].max()), dtype=torch.bool)
        for at, row in enumerate(rows):
            piece[at, : many[row]] = pieces[begins[row] : begins[row + 1]]
            is_there[at, : many[row]] = True
        return self(piece.sub_(torch.tensor(piece_middle)).div_(torch.tensor(piece_spread)), is_there, numbers[rows], inputs[rows])


def alike(rows, size):
    """Rows in batches of texts that are about as long."""
    rows = rows[np.argsort(many[rows], kind='stable')]
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def weights(rows):
    """Yes and no count the same for each step."""
    each = np.zeros((len(posts), len(STEPS)), np.float32)
    for at in range(len(STEPS)):
        answer, weight = level[rows] > at, counts[rows]
        each[rows, at] = np.where(answer, weight / weight[answer].sum(), weight / weight[~answer].sum()) * len(rows) / 2
    return torch.tensor(each)


def learn(rows, seed):
    torch.manual_seed(seed)
    chance, net, share = np.random.default_rng(seed), Net(), weights(rows)
    answers = np.stack([level > at for at in range(len(STEPS))], 1)
    wanted = torch.tensor((answers * (1 - 2 * SOFT) + SOFT).astype(np.float32))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    total, step = ROUNDS * -(-len(rows) // BATCH), 0
    for _ in range(ROUNDS):
        net.train()
        mixed = chance.permutation(rows)
        batches = [batch for at in range(0, len(mixed), BATCH * 16) for batch in alike(mixed[at : at + BATCH * 16], BATCH)]
        for at in chance.permutation(len(batches)):
            step += 1
            for group in optimiser.param_groups:
                group['lr'] = RATE * min(1, step / 100) * max(0.02, 1 - step / total)
            batch = batches[at]
            loss = nn.functional.binary_cross_entropy_with_logits(net.of(batch), wanted[batch], reduction='none')
            optimiser.zero_grad()
            (loss * share[batch]).sum(1).mean().backward()
            optimiser.step()
    return net.eval()


def learned():
    """What the nets of the other folds say of each post, and the nets that learned from all. What was learned before it was stopped is kept."""
    kept = torch.load(KEPT) if os.path.exists(KEPT) else {}
    if kept.get('of') != learned_from:
        kept = {'of': learned_from, 'crossed': np.zeros((len(posts), len(STEPS))), 'nets': [], 'done': []}
    for seed in range(SEEDS):
        for one in [*range(FOLDS), None]:
            if (one, seed) in kept['done']:
                continue
            known, asked = (np.arange(len(posts)), []) if one is None else (np.flatnonzero(fold != one), np.flatnonzero(fold == one))
            net = learn(known, seed)
            if one is None:
                kept['nets'].append(net.state_dict())
            with torch.no_grad():
                for batch in alike(asked, 128) if len(asked) else []:
                    kept['crossed'][batch] += net.of(batch).numpy()
            kept['done'].append((one, seed))
            torch.save(kept, KEPT)
            print(f'  net {seed + 1} of {SEEDS}, ' + ('all posts' if one is None else f'fold {one + 1}'), flush=True)
    return kept['crossed'] / SEEDS, kept['nets']


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
    out = lambda first, after: text((np.concatenate([net['o.weight'].numpy()[:, first:after] for net in nets], 1) * part).astype(np.float32))
    return {
        'inputs': names, 'numbers': by_numbers, 'numberScales': number_scales, 'byInput': by_input, 'inputScales': input_scales,
        'biases': text((join('a.bias') - by_number @ middle).astype(np.float32)),
        'out': out(2 * DIRECTIONS, None), 'outHeard': out(0, 2 * DIRECTIONS),
        'outBiases': [round(float(one), 5) for one in sum(net['o.bias'].numpy() for net in nets) * part]
    }


def rows(weights, biases):
    whole, scales = wholes(weights)
    return {'weights': whole, 'scales': scales, 'biases': text(biases.astype(np.float32))}


def listening(nets):
    join = lambda name: np.concatenate([net[name].numpy() for net in nets])
    directions = join('p.weight') / piece_spread
    linear = lambda net, name: rows(net[f'{name}.weight'].numpy(), net[f'{name}.bias'].numpy())
    layers = [{
        'norms': text(np.concatenate([net[f'{name}.{part}'].numpy() for name in ('before', 'before_forward') for part in ('weight', 'bias')])),
        **{name: linear(net, name) for name in ('asks', 'answers', 'wider', 'narrower')}
    } for net in nets]
    return {'nets': len(nets), 'voices': VOICES, **rows(directions, join('p.bias') - directions @ piece_middle), 'louder': text(join('q.weight').astype(np.float32)), 'layers': layers}


crossed, nets = learned()
net, heard = written(nets), listening(nets)
with open(MODEL, encoding='utf8') as file:
    model = json.load(file)
with open(CROSSED, encoding='utf8') as file:
    kept = json.load(file)
if kept.get('net'):
    raise SystemExit('crossed.json already counts a net; run train.py first.')
model.pop('version')
added = SHARE * crossed
scores = {step: np.array([kept['scores'][post['id']][1][at] for post in posts]) + added[:, at] for at, step in enumerate(STEPS)}
# The ridge scores are joined already.
scores['urgent'] += ALSO_CONCERN * added[:, STEPS.index('concern')]
model['thresholds']['full'], fit = thresholds_for(scores, WANTED)
print(f'macro-F {fit:.3f}')
version = hashlib.sha256(json.dumps([model, net, heard]).encode()).hexdigest()[:8]
for name, one in ((NET, net), (LISTENING, heard)):
    with open(name, 'w', encoding='utf8') as file:
        file.write(json.dumps(one, separators=(',', ':')) + '\n')
with open(MODEL, 'w', encoding='utf8') as file:
    file.write(json.dumps({'version': version, **model}, separators=(',', ':')) + '\n')
for at, post in enumerate(posts):
    kept['scores'][post['id']][1] = [round(float(scores[step][at]), 3) for step in STEPS]
with open(CROSSED, 'w', encoding='utf8') as file:
    lines = ',\n'.join(f'{json.dumps(name)}:{json.dumps(one, separators=(",", ":"))}' for name, one in kept['scores'].items())
    file.write('{"version":"%s","net":true,"scores":{\n%s\n}}\n' % (version, lines))
print(f'{NET}, {MODEL}: version {version}')
