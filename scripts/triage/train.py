"""Second part of `npm run -s triage:train`: learns the models and writes `src/rooms/triage/model.json`.

Ridge regression on yes and no, weighted so that both answers count the same,
solved by conjugate gradients. What few texts have says more than what all
have: each place counts by the logarithm of how rare it is. The encoder's three
views count as much together as three quarters of all the places.

Every score a threshold is chosen on comes from models that saw no text of its
family; they are kept in `crossed.json` beside this file, for the evaluation.
Needs numpy and scipy (Debian: python3-scipy). Chance has no part in it.
"""
import base64, hashlib, json
import numpy as np
import scipy.sparse as sparse
from seen import ALSO_CONCERN, CROSSED, FOLDS, MODEL, STEPS, counts, fold, learned_from, level, posts, thresholds_for, views

WIDTH, VIEWS, VIEW = 32768, 3, 512
DECAY, VIEW_COUNTS, MOST_STEPS, ENOUGH = 0.5, 0.25, 80, 1e-6
FLAGS = ('medical_now', 'med_safety', 'safeguarding', 'method_detail', 'encourages_harm', 'identity_leak', 'misinformation', 'commercial', 'abuse')
# Fewer posts than this teach a flag nothing; it is then found by sight alone.
FEWEST = 25
# How many of what is urgent, and of what is urgent or concern, are to be found.
WANTED = {'urgent': 0.97, 'concern': 0.95}
# The labelling guide's own rows are few and stand for many.
GUIDE_COUNTS = 5

counts = counts * np.where([post['set'] == 'guide' for post in posts], GUIDE_COUNTS, 1)

starts = np.cumsum([0] + [len(post['places']) for post in posts])
bags = sparse.csr_matrix((np.concatenate([post['values'] for post in posts]), np.concatenate([post['places'] for post in posts]), starts), shape=(len(posts), WIDTH), dtype=np.float32)


class Rows:
    """The texts of some rows, each number as it counts."""

    def __init__(self, rows, is_full):
        bag = bags[rows]
        texts = np.bincount(bag.indices, minlength=WIDTH)
        rare = np.where(texts > 0, np.maximum(0.05, np.log(len(rows) / (texts + 1))), 0)
        self.places = (rare / np.sqrt(bag.multiply(rare).power(2).sum() / len(rows))).astype(np.float32)
        self.bag = bag.multiply(self.places).tocsr()
        self.turned = self.bag.T.tocsr()
        self.middle, self.counts = np.zeros(0, np.float32), np.zeros(0, np.float32)
        if is_full:
            self.middle = views[rows].mean(0)
            apart = ((views[rows] - self.middle) ** 2).mean(0).reshape(VIEWS, VIEW).sum(1)
            self.counts = np.repeat(np.sqrt(VIEW_COUNTS / apart), VIEW).astype(np.float32)
        self.dense = (views[rows][:, : len(self.middle)] - self.middle) * self.counts

    def times(self, weights):
        return self.bag @ weights[:WIDTH] + self.dense @ weights[WIDTH:-1] + weights[-1]

    def back(self, shares):
        return np.concatenate([self.turned @ shares, shares @ self.dense, [shares.sum()]]).astype(np.float32)


def learn(rows, answer, weight):
    """A head: bias, a weight for each place, a weight for each number of the encoder."""
    shares = np.where(answer, weight / weight[answer].sum(), weight / weight[~answer].sum()).astype(np.float32) * (len(answer) / 2)
    left = rows.back(shares * np.where(answer, 1, -1).astype(np.float32))
    weights, way, size = np.zeros_like(left), left.copy(), float(left @ left)
    enough = size * ENOUGH
    for _ in range(MOST_STEPS):
        if size <= enough:
            break
        seen = DECAY * way + rows.back(shares * rows.times(way))
        far = size / float(way @ seen)
        weights += far * way
        left -= far * seen
        now = float(left @ left)
        way, size = left + (now / size) * way, now
    dense = weights[WIDTH:-1] * rows.counts
    return float(weights[-1] - dense @ rows.middle), weights[:WIDTH] * rows.places, dense


def learn_views(seen, answer):
    """What the encoder's views alone say of a flag; it is added to what the words say. Answers as `learn` does, without places."""
    share = np.where(answer, 0.5 / answer.mean(), 0.5 / (1 - answer.mean()))
    dense = np.concatenate([seen.dense, np.ones((len(answer), 1), np.float32)], 1)
    by_share = (dense * share[:, None]).T.astype(np.float32)
    weights = np.linalg.solve(by_share @ dense + DECAY * np.eye(dense.shape[1]), by_share @ np.where(answer, 1, -1))
    plain = (weights[:-1] * seen.counts).astype(np.float32)
    return {'scale': 0, 'bias': round(float(weights[-1] - plain @ seen.middle), 4), 'weights': np.zeros(0, np.int8), 'dense': plain}


def packed(head):
    """As it ships: weights as whole numbers from -127 to 127. The few beyond the 99.95th percentile are cut."""
    bias, weights, dense = head
    sizes = np.sort(np.abs(weights[weights != 0]))
    scale = float(sizes[int(len(sizes) * 0.9995)]) / 127
    return {'scale': scale, 'bias': round(bias, 4), 'weights': np.clip(np.round(weights / scale), -127, 127).astype(np.int8), 'dense': dense.astype(np.float32)}


def score(head, rows):
    found = head['bias'] + bags[rows] @ (head['weights'].astype(np.float32) * head['scale'])
    return found + views[rows] @ head['dense'] if len(head['dense']) else found


def written(head):
    text = lambda numbers: base64.b64encode(numbers.tobytes()).decode()
    return {**head, 'weights': text(head['weights']), 'dense': text(head['dense'])}


answers = {step: level >= at for at, step in enumerate(STEPS, 1)}
flag_answers = {flag: np.array([flag in post['flags'] for post in posts]) for flag in FLAGS}
flag_answers = {flag: answer for flag, answer in flag_answers.items() if answer.sum() >= FEWEST}


def heads(rows, is_full, wanted):
    seen = Rows(rows, is_full)
    return {name: packed(learn(seen, answer[rows], counts[rows])) for name, answer in wanted.items()}


def crossed(is_full, wanted):
    """Scores of every post by models of the other folds."""
    scores = {name: np.zeros(len(posts)) for name in wanted}
    for one in range(FOLDS):
        known, asked = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        for name, head in heads(known, is_full, wanted).items():
            scores[name][asked] = score(head, asked)
        print(f'  fold {one + 1} of {FOLDS}', flush=True)
    return scores


def joined(scores):
    """What thresholds are compared with."""
    return {**scores, 'urgent': scores['urgent'] + ALSO_CONCERN * scores['concern']}


def flag_threshold(flag, scores, answer):
    """Flags set actions, not clocks: the score at which right and wrong flags balance best."""
    order = np.argsort(-scores, kind='stable')
    right = np.cumsum(answer[order])
    fits = 2 * right / (answer.sum() + np.arange(1, len(order) + 1))
    best = int(np.argmax(fits))
    print(f'{flag}: {answer.sum()} posts, F {fits[best]:.2f}', flush=True)
    return round(float(scores[order[best]]), 4)


everyone = np.arange(len(posts))
levels, thresholds, shipped = {}, {}, {}
for variant, is_full in (('now', False), ('full', True)):
    print(variant, flush=True)
    levels[variant] = joined(crossed(is_full, answers))
    thresholds[variant], fit = thresholds_for(levels[variant], WANTED)
    print(f'  thresholds {thresholds[variant]}, macro-F {fit:.3f}', flush=True)
    shipped[variant] = {name: written(head) for name, head in heads(everyone, is_full, answers).items()}
print('flags', flush=True)
flag_scores, view_scores = crossed(False, flag_answers), {flag: np.zeros(len(posts)) for flag in flag_answers}
for one in range(FOLDS):
    known, asked = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
    seen = Rows(known, True)
    for flag, answer in flag_answers.items():
        head = learn_views(seen, answer[known])
        view_scores[flag][asked] = views[asked] @ head['dense'] + head['bias']
flags_full = {flag: flag_scores[flag] + view_scores[flag] for flag in flag_answers}
for variant, found in (('flags', flag_scores), ('flagsFull', flags_full)):
    print(f' {variant}', flush=True)
    thresholds[variant] = {flag: flag_threshold(flag, found[flag], answer) for flag, answer in flag_answers.items()}
shipped['flags'] = {name: written(head) for name, head in heads(everyone, False, flag_answers).items()}
seen = Rows(everyone, True)
shipped['flagViews'] = {flag: written(learn_views(seen, answer)) for flag, answer in flag_answers.items()}

model = {'learnedFrom': learned_from, 'thresholds': thresholds, **shipped}
version = hashlib.sha256(json.dumps(model).encode()).hexdigest()[:8]
with open(MODEL, 'w', encoding='utf8') as file:
    file.write(json.dumps({'version': version, **model}, separators=(',', ':')) + '\n')
three = lambda variant, at: [round(float(levels[variant][step][at]), 3) for step in STEPS]
kept = {post['id']: [three('now', at), three('full', at), {flag: round(float(found[at]), 3) for flag, found in flags_full.items() if found[at] >= thresholds['flagsFull'][flag] - 0.2}] for at, post in enumerate(posts)}
with open(CROSSED, 'w', encoding='utf8') as file:
    file.write('{"version":"%s","scores":{\n%s\n}}\n' % (version, ',\n'.join(f'{json.dumps(name)}:{json.dumps(one, separators=(",", ":"))}' for name, one in kept.items())))
print(f'{MODEL}: version {version}')
