// A part of another page is fetched when it comes into view (`data-fragment`: its address, `data-part`: its id there).
// Without this file there is a link to that page.

async function fill(place) {
  const answer = await fetch(place.dataset.fragment).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(place.dataset.part);
  if (part) place.replaceChildren(part);
  else place.remove();
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    fill(target);
  }
}, { rootMargin: "200px" });

for (const place of document.querySelectorAll("[data-fragment]")) seen.observe(place);
