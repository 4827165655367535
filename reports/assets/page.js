"use strict";
// Filters the products by text and by their verdict in a phase for the chosen skin type.
(() => {
  const $ = id => document.getElementById(id);
  const text = $("text"), verdict = $("verdict"), phase = $("phase"), shown = $("shown");
  const rows = [...$("products").tBodies[0].rows];
  const form = $("filter");
  const skin = () => form.querySelector("[name=skin]:checked")?.value ?? "0";
  function apply() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chip = verdict.value && `.${verdict.value}:not(.s),.${verdict.value}.s${skin()}`;
    let n = 0;
    for (const row of rows) {
      let fits = true;
      if (chip) {
        const cells = phase.value === "" ? [...row.querySelectorAll(".c")] : [row.querySelectorAll(".c")[phase.value]];
        fits = cells.some(cell => cell.querySelector(chip));
      }
      if (fits && words.length) {
        const content = row.textContent.toLowerCase();
        fits = words.every(word => content.includes(word));
      }
      row.hidden = !fits;
      n += fits;
    }
    shown.textContent = `${n} of ${rows.length} shown`;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  apply();
})();
