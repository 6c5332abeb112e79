"use strict";
const D = JSON.parse(document.getElementById("data").textContent), S = D.say, L = D.labels;
const $ = id => document.getElementById(id);
const esc = s => String(s).replace(/[&<>"']/g, c => "&#" + c.charCodeAt(0) + ";");
const pct = p => p > .99 ? ">99%" : p < .01 ? "<1%" : (100 * p).toFixed(p > .0995 ? 0 : 1).replace(".", S.point) + "%";
const ROWS = D.rows.map((r, i) => ({i, name: r[0], title: r[1], label: r[2], sure: r[3], p: r[4], terms: r[5], text: r[6], marks: r[7], note: r[8], cols: r[9],
  hay: [r[0], r[1], r[5].join(" "), r[6], ...r[9]].join("\n").toLowerCase()}));
const state = {words: "", label: null, how: null, group: null, sort: "i", up: true, shown: 100, open: new Set()};
const keys = {i: r => r.i, title: r => r.title.toLowerCase(), label: r => r.label, sure: r => r.label < 0 ? -1 : r.sure};
const name = i => i < 0 ? S.unscored : i === 0 ? S.none : L[i];
const badge = i => i < 0 ? "–" : `<span class="badge l${i}">${esc(i ? L[i] : "∅")}</span>`;

function wanted() {
  const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ROWS.filter(r => (state.label === null || r.label === state.label)
    && (state.how === null || (state.how === "unscored" ? r.label < 0 : r.label >= 0 && (state.how === "sure" ? r.sure >= D.sure : r.sure < D.doubtful)))
    && (state.group === null || r.cols[state.group[0]] === state.group[1]) && words.every(w => r.hay.includes(w)));
  const key = keys[state.sort] || (r => (r.cols[+state.sort] || "").toLowerCase()), sign = state.up ? 1 : -1;
  return found.sort((a, b) => { const x = key(a), y = key(b); return (typeof x === "string" ? x.localeCompare(y, D.lang, {numeric: true}) : x - y) * sign || a.i - b.i; });
}

function line(r) {
  const open = state.open.has(r.i), sure = r.label < 0 ? "" : `<span class="meter l${r.label}"><i style="width:${100 * r.sure}%"></i></span><span class="num">${esc(pct(r.sure))}</span>`;
  const head = `<tr class="row" data-i="${r.i}"><td class="title"><button type="button" aria-expanded="${open}">${esc(r.title || r.name)}</button>`
    + `<small>${esc([r.name, ...D.shown.map(c => r.cols[c])].filter(Boolean).join(" · "))}</small></td><td class="level">${badge(r.label)}</td><td class="sure">${sure}</td>`
    + `<td class="terms"><div>${esc(r.terms.join(" · ") || r.note)}</div></td></tr>`;
  return open ? head + `<tr class="detail"><td colspan="4">${detail(r)}</td></tr>` : head;
}

function detail(r) {
  let text = "", at = 0;
  for (const [a, b, l] of r.marks) if (a >= at) { text += esc(r.text.slice(at, a)) + `<mark class="l${l}" title="${esc(name(l))}">${esc(r.text.slice(a, b))}</mark>`; at = b; }
  text += esc(r.text.slice(at));
  const bars = r.label < 0 ? `<p>${esc(r.note || S.unscored)}</p>` : `<div class="bars">` + L.map((l, i) =>
    `<span>${esc(i ? l : S.none)}</span><span class="meter l${i}"><i style="width:${100 * r.p[i]}%"></i></span><span>${esc(pct(r.p[i]))}</span>`).join("") + "</div>";
  const more = D.columns.map((c, i) => r.cols[i] ? `<dt>${esc(c)}</dt><dd>${esc(r.cols[i])}</dd>` : "").join("");
  return `<div class="open"><pre>${text || esc(S.notext)}</pre><div>${bars}<dl>${more}</dl></div></div>`;
}

function draw() {
  const found = wanted(), shown = found.slice(0, state.shown);
  $("rows").innerHTML = shown.map(line).join("");
  $("count").textContent = S.count.replace("{n}", found.length.toLocaleString(D.lang)).replace("{all}", ROWS.length.toLocaleString(D.lang));
  $("more").hidden = found.length <= shown.length;
  $("nothing").hidden = found.length > 0;
  document.querySelectorAll("th[data-key]").forEach(th => th.setAttribute("aria-sort", th.dataset.key === state.sort ? (state.up ? "ascending" : "descending") : "none"));
  document.querySelectorAll("[data-chip]").forEach(b => b.setAttribute("aria-pressed", String(state.label === (b.dataset.chip === "" ? null : +b.dataset.chip))));
  document.querySelectorAll("[data-how]").forEach(b => b.setAttribute("aria-pressed", String(state.how === b.dataset.how)));
  $("clear").hidden = state.group === null;
  if (state.group) $("clear").textContent = `${D.columns[state.group[0]]}: ${state.group[1] || "–"} ×`;
}

function groups() {
  const column = +$("by").value, counts = new Map();
  for (const r of ROWS) { const k = r.cols[column] || "–"; if (!counts.has(k)) counts.set(k, new Array(L.length + 1).fill(0)); counts.get(k)[r.label < 0 ? L.length : r.label]++; }
  const total = c => c.reduce((a, b) => a + b, 0);
  const all = [...counts].sort((a, b) => total(b[1]) - total(a[1])), most = all.slice(0, 14), widest = Math.max(...most.map(g => total(g[1])));
  let out = "";
  most.forEach(([k, c], n) => {
    let x = 170; const y = n * 26, cut = k.length > 24 ? k.slice(0, 23) + "…" : k;
    out += `<g data-group="${esc(k)}" tabindex="0" role="button" style="cursor:pointer"><title>${esc(k)}</title><text x="160" y="${y + 17}" text-anchor="end">${esc(cut)}</text>`;
    c.forEach((v, i) => { const w = 330 * v / widest; if (v) out += `<rect class="fill l${i < L.length ? i : 0}" ${i < L.length ? "" : 'opacity=".35"'} x="${x}" y="${y + 4}" width="${Math.max(w - 1, 1)}" height="18"><title>${esc(name(i < L.length ? i : -1))}: ${v}</title></rect>`; x += w; });
    out += `<text x="${x + 6}" y="${y + 17}">${total(c)}</text></g>`;
  });
  $("groups").innerHTML = `<svg viewBox="0 0 560 ${most.length * 26 + 4}" role="img" aria-label="${esc(D.columns[column])}">${out}</svg>` + (all.length > most.length ? `<p class="soft">${esc(S.others.replace("{n}", all.length - most.length))}</p>` : "");
}

const change = part => { Object.assign(state, part, {shown: 100}); draw(); };
let wait = 0;
$("search").addEventListener("input", e => { clearTimeout(wait); wait = setTimeout(() => change({words: e.target.value}), 90); });
$("clear").addEventListener("click", () => change({group: null}));
$("more").addEventListener("click", () => { state.shown += 200; draw(); });
document.addEventListener("click", e => {
  const chip = e.target.closest("[data-chip]"), how = e.target.closest("[data-how]"), bar = e.target.closest("g[data-label]"), group = e.target.closest("g[data-group]");
  const th = e.target.closest("th[data-key]"), row = e.target.closest("tr.row");
  if (chip) change({label: chip.dataset.chip === "" || state.label === +chip.dataset.chip ? null : +chip.dataset.chip});
  else if (how) change(state.how === how.dataset.how ? {how: null, sort: "i", up: true} : {how: how.dataset.how, label: null, sort: "sure", up: how.dataset.how !== "sure"});
  else if (bar) change({label: +bar.dataset.label, how: null});
  else if (group) { const v = group.dataset.group; change({group: [+$("by").value, v === "–" ? "" : v]}); $("table").scrollIntoView(); }
  else if (th) change({sort: th.dataset.key, up: th.dataset.key === state.sort ? !state.up : th.dataset.key !== "sure"});
  else if (row) { const i = +row.dataset.i; state.open.has(i) ? state.open.delete(i) : state.open.add(i); draw(); document.querySelector(`tr[data-i="${i}"] button`).focus(); }
});
document.addEventListener("keydown", e => { if ((e.key === "Enter" || e.key === " ") && e.target.closest("g[role=button]")) { e.preventDefault(); e.target.dispatchEvent(new MouseEvent("click", {bubbles: true})); } });
if ($("by")) { $("by").addEventListener("change", groups); groups(); }
draw();
