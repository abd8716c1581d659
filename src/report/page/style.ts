/** The page's own style sheet: two colour schemes, one column on a phone, nothing from outside. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --paper: #ffffff; --ink: #1b222c; --muted: #5c6877; --line: #dfe3e9; --link: #1d4fb8; --focus: #1d4fb8;
  --met: #17734a; --met-soft: #d9efe3; --warned: #8a5a00; --warned-solid: #f2b33d; --warned-ink: #3b2700;
  --not-met: #b3261e; --not-met-solid: #c62f26; --waived: #6a3fa0; --waived-soft: #e7dcf6;
  --not-shown: #6b5300; --not-shown-soft: #fbf0c4; --quiet: #8893a1; --quiet-soft: #eef0f3; --solid-ink: #ffffff;
  --p50: #2f6fd0; --p95: #b9d0f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --paper: #191f27; --ink: #e7ebf0; --muted: #9aa6b4; --line: #2c3540; --link: #8ab4ff; --focus: #8ab4ff;
    --met: #63c795; --met-soft: #173a2a; --warned: #f0b84f; --warned-solid: #e0a63a; --warned-ink: #221700;
    --not-met: #ff8a80; --not-met-solid: #d6453b; --waived: #c3a3f2; --waived-soft: #37284f;
    --not-shown: #e6cc6a; --not-shown-soft: #3b3413; --quiet: #8b97a6; --quiet-soft: #232b35;
    --p50: #6ea3f5; --p95: #2d4a75;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
main, footer { max-width: 1140px; margin: 0 auto; padding: 0 20px; }
header { padding: 40px 0 8px; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 20px 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 0 0 12px; }
h2:not(:first-child) { margin-top: 28px; }
h3 { font-size: .95rem; font-weight: 600; margin: 0; }
p { margin: 0; }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
code { font: .875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.rule, .about, .source, .seen, .case-list, .causes, .untestable { overflow-wrap: anywhere; min-width: 0; }
.muted { color: var(--muted); font-weight: 400; }
.lead { color: var(--muted); max-width: 70ch; margin-bottom: 16px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; background: var(--paper); padding: 8px 12px; }
[hidden] { display: none !important; }

.kicker { color: var(--muted); font-size: .875rem; margin-bottom: 4px; }
.issuer { color: var(--muted); overflow-wrap: anywhere; }
.verdict { display: flex; gap: 16px; align-items: center; margin: 24px 0 0; padding: 20px 24px; border-radius: 12px; }
.verdict strong { font-size: 1.5rem; line-height: 1.2; }
.verdict .sign { width: 48px; height: 48px; font-size: 28px; border-radius: 50%; flex: none; }
.verdict.met { background: var(--met-soft); } .verdict.met .sign { background: var(--met); color: var(--paper); }
.verdict.not-shown { background: var(--not-shown-soft); }
.verdict.not-met { background: var(--not-met-solid); color: var(--solid-ink); }
.verdict.not-met .sign { background: var(--solid-ink); color: var(--not-met-solid); }
.notice { border-left: 4px solid var(--warned-solid); background: var(--paper); padding: 8px 14px; margin-top: 12px; }
.facts { display: flex; flex-wrap: wrap; gap: 12px 36px; margin: 20px 0 0; }
dt { color: var(--muted); font-size: .8125rem; } dd { margin: 0; overflow-wrap: anywhere; }

.sign { display: inline-flex; align-items: center; justify-content: center; width: 1.35em; height: 1.35em; border-radius: 5px;
  font-weight: 700; font-size: .875em; line-height: 1; flex: none; }
.sign.met, .cell.met { background: var(--met-soft); color: var(--met); }
.sign.not-met, .cell.not-met { background: var(--not-met-solid); color: var(--solid-ink); }
.sign.warned, .cell.warned { background: var(--warned-solid); color: var(--warned-ink); }
.sign.waived, .cell.waived { background: var(--waived-soft); color: var(--waived); box-shadow: inset 0 0 0 1.5px var(--waived); }
.sign.not-shown, .cell.not-shown { background: var(--not-shown-soft); color: var(--not-shown); box-shadow: inset 0 0 0 1.5px var(--not-shown); }
.sign.not-applicable, .cell.not-applicable, .sign.untestable, .cell.untestable, .sign.self-check, .cell.self-check {
  background: var(--quiet-soft); color: var(--muted); }
.word.not-met { color: var(--not-met); } .word.warned { color: var(--warned); } .word.met { color: var(--met); }
.word.waived { color: var(--waived); } .word.not-shown { color: var(--not-shown); }

table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; } thead th { color: var(--muted); font-weight: 400; font-size: .8125rem; vertical-align: bottom; }
th, td { padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); } tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .none { color: var(--quiet); }
th:last-child, td:last-child { padding-right: 0; }
.scroll { overflow-x: auto; }
.bar-column { width: 30%; min-width: 120px; } .bar { display: block; width: 100%; height: 12px; border-radius: 6px; }
rect.met { fill: var(--met); } rect.not-met { fill: var(--not-met-solid); } rect.warned { fill: var(--warned-solid); }
rect.waived { fill: var(--waived); } rect.not-shown { fill: var(--not-shown); } rect.not-applicable { fill: var(--line); }

.fix { margin: 0; padding-left: 1.6em; } .fix > li { padding: 10px 0 14px; border-bottom: 1px solid var(--line); }
.fix > li::marker { color: var(--muted); font-weight: 600; } .fix > li:last-child { border-bottom: 0; padding-bottom: 0; }
.fix .rule { font-weight: 600; } .fix .rule a { color: inherit; text-decoration: none; } .fix .rule a:hover { text-decoration: underline; }
 .source { font-size: .875rem; color: var(--muted); } .source code { margin-left: .4em; }
.seen { margin: 8px 0 0; display: grid; gap: 2px; } .seen > div { display: grid; grid-template-columns: 5.5em 1fr; align-items: baseline; }
.folded { margin-top: 16px; border-top: 1px solid var(--line); padding-top: 12px; }
summary { cursor: pointer; } .folded > summary { font-weight: 600; }
.causes { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; } .causes > li { display: flex; gap: 10px; align-items: baseline; } .causes details { min-width: 0; }
.case-list { list-style: none; margin: 8px 0 0; padding: 0; display: grid; gap: 6px; }
.case-list > li { display: flex; gap: 8px; align-items: baseline; }

.filters { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 20px; }
html:not(.scripted) .filters, html:not(.scripted) #card { display: none; }
.chip { display: inline-flex; gap: 6px; align-items: center; padding: 4px 12px 4px 6px; border: 1px solid var(--line); border-radius: 999px;
  font-size: .875rem; cursor: pointer; user-select: none; }
.chip input { position: absolute; opacity: 0; pointer-events: none; }
.chip:not(:has(:checked)) { color: var(--muted); border-style: dashed; text-decoration: line-through; }
.chip:not(:has(:checked)) .sign { opacity: .35; }
.chip:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
.search { flex: 1 1 180px; } .search input { width: 100%; font: inherit; font-size: .875rem; color: inherit; background: var(--page);
  border: 1px solid var(--line); border-radius: 999px; padding: 5px 14px; }
.map-and-card { display: grid; grid-template-columns: minmax(0, 1fr) 320px; gap: 24px; align-items: start; }
.map { display: grid; gap: 14px; } .group { display: grid; grid-template-columns: 12.5em 1fr; gap: 12px; align-items: start; }
.group h3 { line-height: 1.25; padding-top: 5px; }
.cells { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; }
.cell { display: flex; align-items: center; justify-content: center; width: 28px; height: 28px; border-radius: 6px; font-weight: 700;
  font-size: 14px; text-decoration: none; }
.cell:hover { outline: 2px solid var(--ink); outline-offset: 1px; } .cell:focus-visible { outline-offset: 1px; border-radius: 7px; }
#card { position: sticky; top: 16px; border: 1px solid var(--line); border-radius: 10px; padding: 16px; min-height: 150px; font-size: .9375rem;
  background: var(--page); max-height: calc(100vh - 32px); overflow: auto; }
#card .case-list .muted { display: none; } #card .rule { font-weight: 600; margin-bottom: 8px; } #filtered:not(:empty) { margin-top: 16px; }
.about > p + p { margin-top: 8px; }

.times svg { display: block; width: 100%; height: 24px; } .times .plot { width: 50%; min-width: 200px; }
.p50 { fill: var(--p50); background: var(--p50); } .p95 { fill: var(--p95); background: var(--p95); } rect.over { fill: var(--warned-solid); }
td.over { color: var(--warned); font-weight: 600; } .tier { stroke: var(--not-met); stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; stroke-width: 1.5; }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 5px 0 8px; } .key:first-child { margin-left: 0; }

.list-group { margin-top: 20px; } .list-group h3 { margin-bottom: 4px; }
.requirement { border-top: 1px solid var(--line); } .requirement > summary { display: flex; gap: 12px; padding: 8px 0; align-items: baseline; list-style: none; }
.requirement > summary::-webkit-details-marker { display: none; } .requirement > summary:hover .rule { text-decoration: underline; text-underline-offset: 3px; }
.requirement .about { padding: 0 0 14px calc(1.2em + 12px); } .requirement:target > summary .rule { font-weight: 600; }
.untestable { margin: 0; padding: 0; list-style: none; } .untestable > li { padding: 10px 0; border-top: 1px solid var(--line); }
.untestable > li:first-child { border-top: 0; padding-top: 0; }
footer { padding-bottom: 48px; font-size: .875rem; display: grid; gap: 6px; }

@media (max-width: 860px) {
  .map-and-card { grid-template-columns: minmax(0, 1fr); }
  #card { display: none; }
}
@media (max-width: 560px) {
  main, footer { padding: 0 12px; } header { padding-top: 24px; } section { padding: 18px 14px; border-radius: 10px; }
  h1 { font-size: 1.5rem; } .verdict { padding: 16px; } .verdict strong { font-size: 1.25rem; }
  .group { grid-template-columns: 1fr; gap: 6px; } thead .bar-column, tbody .bar-column { display: none; } .tallies .tone-word { display: none; }
  .cell { width: 34px; height: 34px; } .facts { gap: 10px 24px; }
}
@media print {
  body { background: #fff; } section { break-inside: avoid-page; border: 0; padding: 0; } #list { break-inside: auto; }
  .filters, #card, .skip { display: none !important; } .map-and-card { display: block; }
}
@media (forced-colors: active) { .cell, .sign { border: 1px solid CanvasText; } }
`;
