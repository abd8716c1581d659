/**
 * What the page does beyond links: filter, read a cell on hover or focus, move between cells by arrow keys, open the
 * row that a link leads to. Without it the page is complete, only longer. Plain text: its digest stands in the policy.
 */
export const SCRIPT = `
'use strict';
const form = document.querySelector('.filters');
const cells = [...document.querySelectorAll('.cell')];
const rowOf = (cell) => document.getElementById('r-' + cell.dataset.id);
const card = document.getElementById('card');
const status = document.getElementById('filtered');

function filter() {
  const wanted = new Set([...form.querySelectorAll('[name=verdict]:checked')].map((box) => box.value));
  const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const cell of cells) {
    const row = rowOf(cell);
    const text = row.textContent.toLowerCase();
    const fits = wanted.has(row.dataset.verdict) && words.every((word) => text.includes(word));
    cell.parentElement.hidden = !fits;
    row.hidden = !fits;
    if (fits) shown += 1;
  }
  for (const group of document.querySelectorAll('.group, .list-group')) {
    group.hidden = !group.querySelector('li:not([hidden]) > .cell, .requirement:not([hidden])');
  }
  status.textContent = shown === cells.length ? '' : shown + ' of ' + cells.length + ' requirements shown';
  setTabStop(visibleCells()[0]);
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());

function show(cell) {
  const row = rowOf(cell);
  const rule = document.createElement('p');
  rule.className = 'rule';
  rule.textContent = row.querySelector('.rule').textContent;
  const about = row.querySelector('.about').cloneNode(true);
  for (const item of [...about.querySelectorAll('.case-list > li')].slice(6)) item.remove();
  card.replaceChildren(rule, about);
}
for (const cell of cells) {
  cell.addEventListener('mouseenter', () => show(cell));
  cell.addEventListener('focus', () => show(cell));
}

const visibleCells = () => cells.filter((cell) => !cell.parentElement.hidden);
/** One tab stop for the whole map (roving tabindex, ARIA authoring practices); arrows move inside. */
function setTabStop(chosen) {
  for (const cell of cells) cell.tabIndex = cell === chosen ? 0 : -1;
}
document.querySelector('.map').addEventListener('keydown', (event) => {
  const shown = visibleCells();
  const at = shown.indexOf(document.activeElement);
  if (at === -1) return;
  const next = {
    ArrowRight: () => shown[at + 1],
    ArrowLeft: () => shown[at - 1],
    ArrowDown: () => below(shown, shown[at], 1),
    ArrowUp: () => below(shown, shown[at], -1),
    Home: () => shown[0],
    End: () => shown[shown.length - 1],
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  setTabStop(next);
  next.focus();
});
function below(shown, cell, direction) {
  const from = cell.getBoundingClientRect();
  let best, bestScore = Infinity;
  for (const other of shown) {
    const box = other.getBoundingClientRect();
    const dy = (box.top - from.top) * direction;
    if (dy < 2) continue;
    const score = dy * 1000 + Math.abs(box.left - from.left);
    if (score < bestScore) { best = other; bestScore = score; }
  }
  return best;
}

function openTarget() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(row instanceof HTMLDetailsElement)) return;
  row.hidden = false;
  const group = row.closest('.list-group');
  if (group) group.hidden = false;
  row.open = true;
  row.scrollIntoView({ block: 'center' });
}
window.addEventListener('hashchange', openTarget);
document.documentElement.classList.add('scripted');
setTabStop(cells[0]);
openTarget();
`;
