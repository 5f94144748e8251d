// A choice beside the hits counts at once: the page of the new address is fetched and put in the old one's place.
// Without this file the form has a button, and every link is a link.

const LINKS = ".chip, .pagination a, .search__sorts a, .search__chips > a, .ways a";
const results = () => document.querySelector("[data-results]");
const addressHere = () => location.pathname + location.search;
let latest = 0;
let shown = addressHere();

async function show(address, { push = false, keepFocus = false } = {}) {
  const turn = ++latest;
  results().setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (turn !== latest) return;
  if (!answer?.ok || answer.redirected) return void location.assign(address);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== latest) return;
  if (!fresh.querySelector("[data-results]")) return void location.assign(address);
  if (push) history.pushState(null, "", address);
  shown = addressHere();
  put(fresh, keepFocus);
}

function put(fresh, keepFocus) {
  const next = fresh.querySelector("[data-results]");
  const focused = keepFocus && focusKey();
  const open = results().querySelector("[data-fold]")?.open;
  const unfolded = [...results().querySelectorAll("[data-more][open]")].map((more) => more.dataset.more);
  document.title = fresh.title;
  document.querySelector("[name=q][data-offer]").value = fresh.querySelector("[name=q][data-offer]").value;
  results().replaceWith(next);
  prepare();
  if (open) next.querySelector("[data-fold]")?.setAttribute("open", "");
  for (const name of unfolded) next.querySelector(`[data-more="${name}"]`)?.setAttribute("open", "");
  announce(next.querySelector("h1").textContent);
  const again = focused && next.querySelector(focused);
  if (again) again.focus();
  else if (keepFocus || document.activeElement === document.body) next.querySelector("h1").focus();
}

// The same words twice are not said again, so the place is emptied in between.
function announce(words) {
  const place = document.querySelector("[data-announce]");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = words; });
}

function focusKey() {
  const at = document.activeElement;
  if (!results().contains(at) || at.type !== "checkbox") return "";
  return `input[name="${CSS.escape(at.name)}"][value="${CSS.escape(at.value)}"]`;
}

function addressOf(form) {
  const query = new URLSearchParams(new FormData(form));
  return `${form.getAttribute("action")}?${query}`;
}

function prepare() {
  const form = results()?.querySelector("[data-facets]");
  form?.querySelector("[data-apply]")?.remove();
  form?.querySelector("[data-show]")?.removeAttribute("hidden");
  form?.addEventListener("change", () => show(addressOf(form), { push: true, keepFocus: true }));
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.("[data-results] a");
  if (link?.matches("[data-show]")) {
    event.preventDefault();
    results().querySelector("[data-fold]").open = false;
    results().querySelector("h1").focus();
    results().querySelector("h1").scrollIntoView();
  } else if (link?.matches(LINKS)) {
    event.preventDefault();
    show(link.href, { push: true }).then(() => link.closest(".pagination") && scrollTo(0, 0));
  }
});
addEventListener("popstate", () => addressHere() !== shown && show(location.href));
prepare();
