// Shows under a textarea what its markup becomes, a moment after the last key.

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

for (const area of document.querySelectorAll("[data-preview-url]")) {
  const shown = document.createElement("div");
  shown.className = "prose block";
  shown.hidden = true;
  area.after(shown);
  let timer;
  const show = async () => {
    const text = area.value;
    const asked = { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ text }) };
    const answer = await fetch(area.dataset.previewUrl, asked).catch(() => null);
    // Whoever was signed out meanwhile is led to the sign-in page, which is no preview.
    if (!answer?.ok || answer.redirected) return;
    const html = await answer.text();
    if (text !== area.value) return;
    shown.innerHTML = html;
    shown.hidden = !text.trim();
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
}
