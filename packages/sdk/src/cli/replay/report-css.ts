/** How the report looks, in light and in dark. */
export const REPORT_CSS = `
:root { color-scheme: light dark; --page: light-dark(#fff, #14161a); --text: light-dark(#1d2129, #e4e7ec);
  --quiet: light-dark(#5d6675, #98a1b0); --line: light-dark(#e3e6eb, #2b3038);
  --card: light-dark(#f7f8fa, #1b1e24);
  --removed: light-dark(#fdeaea, #3d1f23); --added: light-dark(#e5f6ea, #18351f);
  --bad: light-dark(#b3261e, #ff8a80); --warn: light-dark(#8a5200, #ffb95c);
  --fine: light-dark(#1a6e34, #7bd694); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0; }
small, dt, th, summary, i { color: var(--quiet); font-weight: 400; font-style: normal; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem;
  background: var(--card); }
.error b, .error h2, .different b, .different h2 { color: var(--bad); }
.added_step b, .added_step h2, .reworded b, .reworded h2 { color: var(--warn); }
.same b, .mended b, .mended h2 { color: var(--fine); }
section { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin-top: 1.5rem;
  background: var(--card); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .75rem 0; }
dd { margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .25rem 0; }
summary:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; background: var(--page); }
th { text-align: left; font-size: .85rem; }
td, th { border: 1px solid var(--line); padding: .25rem .5rem; vertical-align: top; overflow-wrap: anywhere;
  white-space: pre-wrap; }
td.contact { padding-left: 2rem; }
td.step, td.run { color: var(--quiet); }
td.removed { background: var(--removed); color: inherit; }
td.added { background: var(--added); color: inherit; }
.mark { color: var(--quiet); margin-right: .5rem; font-family: ui-monospace, monospace; }
@media print { details { display: block; } }
`
