"use strict";
document.querySelectorAll("table.sortable").forEach(table => {
  const heads = [...table.querySelectorAll("th")], body = table.tBodies[0];
  heads.forEach((head, column) => head.addEventListener("click", () => {
    const was = head.getAttribute("aria-sort"), up = was === "none" ? column === 0 : was === "descending";
    heads.forEach(h => h.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = row => +row.cells[column].dataset.value;
    [...body.rows].sort((a, b) => (up ? 1 : -1) * (value(a) - value(b))).forEach(row => body.append(row));
  }));
});
