// A list to choose from (`data-choose`) gets a box that ticks all of this page; the page works without it.

for (const form of document.querySelectorAll("[data-choose]")) {
  const place = form.querySelector("[data-choose-all]");
  const all = place?.querySelector("input");
  const boxes = [...form.querySelectorAll('input[name="material"]')];
  if (!all || boxes.length < 2) continue;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  form.addEventListener("change", show);
  place.hidden = false;
  show();
}
