// While somebody types, words and titles are offered below the search field; arrows choose, Enter goes, Escape closes.
// Without this file the field is a field.

const PAUSE = 120; // milliseconds without a key before it is asked

for (const field of document.querySelectorAll("[data-offer]")) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  let waiting = 0;
  let turn = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    chosen()?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const mine = ++turn;
    const answer = await fetch(`${field.dataset.offer}?q=${encodeURIComponent(field.value)}`).catch(() => null);
    if (mine !== turn || !answer?.ok || document.activeElement !== field) return;
    list.innerHTML = await answer.text();
    list.hidden = options().length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    turn++;
    if (field.value.trim().length < 2) close();
    else waiting = setTimeout(ask, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = all.indexOf(chosen());
      choose(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });

  field.addEventListener("blur", () => setTimeout(() => list.contains(document.activeElement) || close(), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
}
