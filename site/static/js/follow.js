// Parts of a page that are still becoming (`data-follow data-open`) are fetched anew until they stand, then left alone.

const FIRST = 1000; // milliseconds between two looks, growing
const MOST = 15000;
const LONGEST = 180000;

const open = () => document.querySelector("[data-follow][data-open]");
const parts = (root) => [...root.querySelectorAll("[data-follow][id]")];

async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts(document)) {
    const next = fresh.getElementById(part.id);
    if (!next) continue;
    part.toggleAttribute("data-open", next.hasAttribute("data-open"));
    const busy = part.contains(document.activeElement);
    if (!busy && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
}

async function follow() {
  const since = Date.now();
  for (let pause = FIRST; open() && Date.now() - since < LONGEST; pause = Math.min(pause * 1.5, MOST)) {
    await new Promise((resume) => setTimeout(resume, pause));
    if (!document.hidden) await look();
  }
}

follow();
