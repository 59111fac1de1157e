/** Of the page that describes the API; light and dark as the reader has it. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e6e9ef);
  --soft: light-dark(#596579, #a3adbd);
  --line: light-dark(#dfe3ea, #343c4a);
  --ground: light-dark(#ffffff, #161a21);
  --panel: light-dark(#f6f7f9, #1e232c);
  --accent: light-dark(#1457b8, #86b4ff);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr);
  font: 15px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; color: var(--ink); background: var(--ground);
}
nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem;
  border-right: 1px solid var(--line); background: var(--panel); display: flex; flex-direction: column; gap: .15rem;
}
nav a { padding: .3rem .5rem; border-radius: .35rem; text-decoration: none; color: var(--ink); }
nav a:hover { background: var(--line); }
nav .brand { font-weight: 600; margin-bottom: .75rem; }
main { padding: 1.5rem 2rem 4rem; max-width: 64rem; min-width: 0; }
h1 { margin: 0 0 .5rem; font-size: 1.7rem; }
h1 small { font-size: 1rem; color: var(--soft); font-weight: 400; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 1.1rem 0 .35rem; font-size: .95rem; color: var(--soft); }
p { margin: .35rem 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
small { color: var(--soft); }
code, pre { font-family: ui-monospace, 'Noto Sans Mono', monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { margin: 0; padding: .75rem; overflow-x: auto; background: var(--panel); border-radius: .35rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; }
details > div { padding: .25rem .9rem .9rem; border-top: 1px solid var(--line); }
summary { padding: .5rem .9rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline; }
summary:hover { background: var(--panel); }
.operation > summary code { flex: 1 1 auto; }
[id] { scroll-margin-top: 3.5rem; }
.operation > summary b { width: 4.2rem; font-size: .78rem; letter-spacing: .03em; }
.get { color: light-dark(#0b6b3a, #6fd6a0); }
.post { color: light-dark(#1457b8, #86b4ff); }
.put, .patch { color: light-dark(#8a5200, #ecb765); }
.delete { color: light-dark(#ad1f2d, #ff9a9f); }
.status { display: inline-block; min-width: 2.6rem; }
table.fields { width: 100%; border-collapse: collapse; }
.fields th { text-align: left; vertical-align: top; font-weight: 400; padding: .3rem .8rem .3rem 0; width: 30%; }
.fields td { vertical-align: top; padding: .3rem 0; overflow-wrap: anywhere; }
.fields tr { border-top: 1px solid var(--line); }
.fields p { color: var(--soft); }
.fields th b { color: light-dark(#ad1f2d, #ff9a9f); margin-left: .15rem; }
.fields .fields { margin: .3rem 0 0; border-left: 2px solid var(--line); }
.fields .fields th { padding-left: .6rem; }
@media (max-width: 48rem) {
  body { display: block; }
  nav {
    position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line);
    flex-flow: row wrap; padding: .75rem 1rem;
  }
  nav .brand { width: 100%; margin-bottom: .25rem; }
  main { padding: 1rem; }
  .operation > summary code { flex-basis: 100%; order: 1; }
  .fields tr, .fields th, .fields td { display: block; width: auto; }
  .fields th { padding-bottom: 0; }
}
`;
