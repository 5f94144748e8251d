// A choice beside the hits counts at once: the page of the new address is fetched and put in the old one's place.
// Without this file the form has a button, and every link is a link.

const results = () => document.querySelector("[data-results]");
let latest = 0;

async function show(address, push) {
  const turn = ++latest;
  results().setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (turn !== latest) return;
  if (!answer?.ok || answer.redirected) return void location.assign(address);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.querySelector("[data-results]");
  if (!next) return void location.assign(address);
  const focused = focusKey();
  const open = results().querySelector("[data-fold]")?.open;
  if (push) history.pushState(null, "", address);
  document.title = fresh.title;
  results().replaceWith(next);
  prepare();
  document.querySelector("[data-announce]").textContent = next.querySelector("h1").textContent;
  if (open) next.querySelector("[data-fold]")?.setAttribute("open", "");
  if (focused) next.querySelector(focused)?.focus();
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
  form?.addEventListener("change", () => show(addressOf(form), true));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-results] .chip, [data-results] .pagination a, .search__sorts a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.href, true).then(() => link.closest(".pagination") && scrollTo(0, 0));
});
addEventListener("popstate", () => show(location.href, false));
prepare();
