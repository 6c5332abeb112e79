"""The style of a page: one sheet, no fonts, pictures or scripts from anywhere.

Hues are those of Okabe and Ito (2008), told apart by people who see colours otherwise; each label also has its own
underline and its name beside the marked words, so that nothing hangs on colour.
"""

from __future__ import annotations

HUES = ("#8a8f98", "#56b4e9", "#009e73", "#e69f00", "#cc79a7", "#d55e00", "#0072b2")
LINES = ("dotted", "dashed", "solid", "double", "wavy", "solid", "solid")
_THICK = ("2px", "2px", "2px", "3px", "1.5px", "4px", "3px")


def _labels() -> str:
    rules = zip(HUES, LINES, _THICK, strict=True)
    return "".join(
        f".sm .l{i}{{--c:{hue};--u:{line};--t:{thick}}}" for i, (hue, line, thick) in enumerate(rules)
    )


CSS = (
    """
.sm{--bg:#fff;--fg:#1d2433;--soft:#5b6472;--line:#dfe3ea;--card:#f6f8fb;--mix:24%;--ink:#1d2433;
color:var(--fg);background:var(--bg);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
Arial,sans-serif;max-width:1120px;margin:0 auto;padding:28px 32px;box-sizing:border-box;overflow-wrap:anywhere;
text-align:left}
.sm *{box-sizing:border-box}
.sm h1{font-size:2.1rem;line-height:1.15;margin:0;letter-spacing:-.02em;font-weight:700;color:inherit}
.sm h2{font-size:1.06rem;margin:2.2rem 0 .7rem;font-weight:650;color:inherit}
.sm h3{font-size:.93rem;margin:0 0 .5rem;font-weight:650;color:inherit}
.sm p{margin:.4rem 0}.sm ul,.sm ol{margin:0;padding:0;list-style:none}
.sm .soft,.sm .source{color:var(--soft);font-size:.86rem}
.sm .source{margin:0 0 .35rem}
.sm .top{display:grid;grid-template-columns:minmax(0,1.55fr) minmax(270px,1fr);gap:36px;align-items:start}
.sm .said{font-size:1.04rem;margin-top:1rem}.sm .said p{margin:.55rem 0}
.sm .badge{border-left:7px solid var(--c);padding-left:16px}
.sm .bars{display:grid;grid-template-columns:auto 1fr auto;gap:7px 12px;align-items:center;font-size:.92rem;
background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;
font-variant-numeric:tabular-nums}
.sm .bars h3{grid-column:1/-1;margin:0 0 .2rem}
.sm .bar{height:11px;border-radius:6px;background:var(--line);overflow:hidden}
.sm .bar i{display:block;height:100%;background:var(--c);border-radius:6px}
.sm .won{font-weight:700}
.sm .ad{white-space:pre-wrap;background:var(--card);border:1px solid var(--line);border-radius:12px;
padding:20px 22px;line-height:1.85;unicode-bidi:isolate;max-height:none}
.sm mark{background:color-mix(in srgb,var(--c) var(--mix),transparent);color:inherit;border-radius:3px;padding:1px 2px;
text-decoration:underline var(--u) var(--t) var(--c);text-underline-offset:4px;text-decoration-skip-ink:none;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
.sm mark::after{content:"\\2060" attr(data-short);font-size:.66em;font-weight:700;vertical-align:.55em;line-height:0;
margin-left:2px;color:var(--soft)}
.sm mark.w{background:none;text-decoration-thickness:1px}.sm mark.w::after{content:none}
.sm mark.m{--mix:13%}
.sm .aside{color:var(--soft);opacity:.78}
.sm .aside mark{background:none}
.sm .aside[data-reason]::after{content:"⟨" attr(data-reason) "⟩";font-size:.72em;font-style:italic;margin-left:6px;
white-space:nowrap;color:var(--soft)}
.sm .key{display:flex;flex-wrap:wrap;gap:6px 16px;font-size:.84rem;color:var(--soft);margin:.7rem 0 0}
.sm table{width:100%;border-collapse:collapse;font-size:.94rem;margin:0;background:none;color:inherit}
.sm th{font-size:.8rem;text-align:left;color:var(--soft);font-weight:600;padding:6px 14px 6px 0;
border-bottom:1px solid var(--line);background:none}
.sm td{padding:11px 14px 11px 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:left;background:none}
.sm td.how{white-space:nowrap;color:var(--soft);font-size:.84rem}
.sm td.num,.sm .num{font-variant-numeric:tabular-nums;white-space:nowrap}
.sm .id{display:inline-block;font-weight:700;font-size:.8rem;padding:0 7px;border-radius:9px;margin-right:7px;
border:1.5px solid var(--c)}
.sm .absent{margin-top:1rem}.sm .absent li{display:block;padding:6px 0;color:var(--soft)}
.sm .quote{display:block}.sm .quote+.terms{margin-top:5px}
.sm .terms{display:flex;flex-wrap:wrap;gap:4px 10px;font-size:.88rem;font-variant-numeric:tabular-nums}
.sm .two{display:grid;grid-template-columns:1fr 1fr;gap:20px}
.sm .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px}
.sm .card li{display:grid;grid-template-columns:4.2em 1fr;gap:10px;padding:6px 0;border-top:1px solid var(--line);
font-size:.92rem}
.sm .card li:first-child{border-top:0}
.sm .duel li{display:grid;grid-template-columns:minmax(0,15em) 1fr 4.2em;gap:12px;align-items:center;font-size:.92rem;
padding:3px 0}
.sm .axis{position:relative;height:12px;background:linear-gradient(var(--line),var(--line)) 50%/1px 100% no-repeat}
.sm .axis i{position:absolute;top:1px;bottom:1px;background:var(--c);border-radius:3px;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
.sm .duel .sum{grid-template-columns:1fr auto;
border-top:1px solid var(--line);margin-top:5px;padding-top:8px;font-weight:650}
.sm details{margin:.9rem 0 0}.sm summary{cursor:pointer;font-size:.92rem;font-weight:600}
.sm details table{margin-top:.5rem}
.sm footer{margin-top:2.4rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.8rem;color:var(--soft)}
.sm .bars i,.sm .bar{-webkit-print-color-adjust:exact;print-color-adjust:exact}
@media(prefers-color-scheme:dark){.sm{--bg:#12161d;--fg:#e6e9ef;--soft:#9aa4b2;--line:#2c3440;--card:#191f28;--mix:36%}
.sm mark.m{--mix:20%}}
@media(max-width:760px){.sm{padding:18px 16px;font-size:15px}.sm .top,.sm .two{grid-template-columns:minmax(0,1fr);gap:18px}
.sm h1{font-size:1.7rem}.sm .ad{padding:14px 15px;line-height:1.8}
.sm table,.sm tbody,.sm tr,.sm td{display:block;width:100%}.sm thead{display:none}
.sm td{border:0;padding:3px 0}.sm tr{border-bottom:1px solid var(--line);padding:10px 0}
.sm td.how{white-space:normal}
.sm .duel li{grid-template-columns:minmax(0,1fr) 4.2em}.sm .duel .axis{grid-column:1/-1;grid-row:2;margin-bottom:4px}}
@media print{
.sm{--bg:#fff;--fg:#000;--soft:#444;--line:#bbb;--card:#fff;--mix:24%;max-width:none;padding:0;font-size:10.5pt}
.sm h2{break-after:avoid}.sm tr,.sm li,.sm .card,.sm .bars{break-inside:avoid}
.sm article+article{break-before:page}}
"""
    + _labels()
).replace("\n", "")

PAGE = (
    "html{background:#fff}body{margin:0}@media(prefers-color-scheme:dark){html{background:#12161d}}"
    "@page{margin:16mm}.sm+.sm{border-top:1px solid #8884;margin-top:24px}"
)
