// How a report looks: dark or light as the reader's system says, colours that the colour-blind tell apart (Okabe and Ito's),
// nothing that would have to be loaded.

/** The style sheet of a report. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#5b6570;--paper:#fff;--card:#f5f7f9;--rule:#c9d0d7;
--blue:#0072b2;--sky:#56b4e9;--green:#009e73;--orange:#e69f00;--red:#d55e00;--pink:#cc79a7}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--dim:#9aa5b1;--paper:#14181c;--card:#1d2329;--rule:#3a434d;--blue:#4aa3df}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.2rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .6rem;border-bottom:1px solid var(--rule)}
.simulation{display:inline-block;padding:.1rem .6rem;border:2px solid var(--orange);border-radius:.3rem;font-weight:700;letter-spacing:.06em}

.verdict{font-size:1.15rem;margin:.4rem 0}.note{margin:.3rem 0;padding-left:.7rem;border-left:3px solid var(--orange)}.odd{color:var(--orange)}
.dim,.axis{color:var(--dim);fill:var(--dim)}.good{color:var(--green)}.bad{color:var(--red);font-weight:600}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.7rem;margin:1rem 0}
.card{background:var(--card);border-radius:.5rem;padding:.6rem .8rem}.card b{display:block;font-size:1.25rem;font-variant-numeric:tabular-nums}
figure{margin:1rem 0}figcaption{font-weight:600;margin-bottom:.2rem}.legend{font-weight:400;font-size:.85rem}
.key::before{content:"";display:inline-block;width:.7em;height:.7em;border-radius:2px;margin:0 .3em 0 .8em;background:currentColor}
svg{width:100%;height:auto;background:var(--card);border-radius:.5rem}text{font:11px system-ui,sans-serif;fill:var(--ink)}
text.end,text.name{text-anchor:end}.rule{stroke:var(--rule)}
.line{fill:none;stroke:currentColor;stroke-width:1.6}.area{fill:currentColor;opacity:.35}rect,.mark{fill:currentColor}
.blue{color:var(--blue)}.sky{color:var(--sky)}.green{color:var(--green)}.orange{color:var(--orange)}
.red{color:var(--red)}.pink{color:var(--pink)}.grey{color:var(--dim)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}
th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--rule);white-space:nowrap}.number{text-align:right}
pre{background:var(--card);padding:.8rem;border-radius:.5rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
`;
