"""What both `train.py` and `net.py` stand on: the posts as `seen.ts` wrote them, and how thresholds are chosen from scores on them."""
import json
import numpy as np

MODEL, CROSSED = 'src/rooms/triage/model.json', 'scripts/triage/crossed.json'
FOLDS = 5
# A text that gives concern is likelier to be urgent: so much of the one score is added to the other, here and in `model.ts`. Chosen in the folds: more of it takes a few hard negatives away, and calls more of what gives concern urgent.
ALSO_CONCERN = 0.15
STEPS = ('low', 'concern', 'urgent')
# Written freely, in pairs and families that differ in what matters: the nearest to what members write. They count three times, and thresholds are chosen on them.
FREE = ('written', 'judged', 'pairs', 'contrast', 'plain', 'more', 'wider', 'further', 'freer', 'closer')

with open('node_modules/.triage-seen.jsonl', encoding='utf8') as file:
    learned_from = json.loads(next(file))['learnedFrom']
    posts = [json.loads(line) for line in file]
views = np.fromfile('node_modules/.triage-seen.f32', dtype=np.float32).reshape(len(posts), -1)
level, fold, rule = (np.array([post[name] for post in posts]) for name in ('level', 'fold', 'rule'))
is_free = np.array([post['set'] in FREE for post in posts])
is_harmless = np.array([post['level'] < 2 and (post['hard'] or post['set'] == 'everyday') for post in posts])
# What is easily mistaken for danger and is none counts twice, and so do the ordinary days of which life has most.
counts = np.where(is_harmless, 2.0, 1.0) * np.where(is_free, 3.0, 1.0)


def macro_f(said):
    """The middle of the four levels' F, of what was written freely."""
    fits = [2 * ((level == one) & (said == one) & is_free).sum() / max(1, ((level == one) & is_free).sum() + ((said == one) & is_free).sum()) for one in range(4)]
    return float(np.mean(fits))


def thresholds_for(scores, wanted):
    """The highest scores that still find the share that is wanted of each step, together with the rules; then the best macro-F. Answers with both."""
    at = {}
    for step, share in wanted.items():
        height = STEPS.index(step) + 1
        ranked = np.sort(np.where(rule >= height, np.inf, scores[step])[is_free & (level >= height)])[::-1]
        at[step] = float(ranked[int(np.ceil(share * len(ranked))) - 1])
    said = lambda low: np.maximum(np.where(scores['urgent'] >= at['urgent'], 3, np.where(scores['concern'] >= at['concern'], 2, np.where(scores['low'] >= low, 1, 0))), rule)
    low = max(np.quantile(scores['low'][is_free], np.linspace(0.02, 0.98, 97)), key=lambda one: macro_f(said(one)))
    return {'low': round(float(low), 4), **{step: round(one, 4) for step, one in at.items()}}, macro_f(said(low))
