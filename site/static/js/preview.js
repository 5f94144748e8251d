// Shows under a textarea what its markup becomes, a moment after the last key.

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

for (const area of document.querySelectorAll("[data-preview-url]")) {
  const shown = document.createElement("div");
  shown.className = "prose block";
  shown.hidden = true;
  area.after(shown);
  let timer;
  const show = async () => {
    const body = new URLSearchParams({ text: area.value });
    const answer = await fetch(area.dataset.previewUrl, { method: "POST", headers: { "X-CSRFToken": token }, body });
    if (!answer.ok) return;
    shown.innerHTML = await answer.text();
    shown.hidden = !area.value.trim();
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
}
