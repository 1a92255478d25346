// The plan was taken away: its copy on this device goes as well. Another plan's copy stays.
import { eraseOf, works } from './kept-plan.js';

const line = document.querySelector('[data-plan-gone]');
if (works && (await eraseOf(line.dataset.planGone))) line.hidden = false;
