// A collection is arranged without loading the page anew: buttons keep their focus, and lines can be dragged.
// Every move is the same POST as without this file, and what the server answers is what stands.

const list = () => document.querySelector("[data-arrange]");
const said = document.querySelector("[data-arrange-status]");

async function send(body) {
  const answer = await fetch(list().dataset.move, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-arrange]");
  if (!fresh) return location.reload();
  list().replaceWith(fresh);
  said.textContent = page.querySelector(".notice p")?.textContent ?? "";
  prepare();
  fresh.querySelector("[autofocus]")?.focus();
}

function token() {
  return list().querySelector("[name=csrfmiddlewaretoken]").value;
}

function drop(event) {
  const target = event.target.closest("[data-part]");
  const entry = event.dataTransfer.getData("application/x-part");
  clear();
  if (!entry) return;
  event.preventDefault();
  const heading = event.target.closest(".lines__heading");
  if (target && target.dataset.part !== entry) send(asked(entry, "before", target.dataset.part));
  else if (heading) send(asked(entry, "into", heading.id.replace("entry-", "")));
}

function asked(entry, verb, target) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), entry, do: verb, target })) body.set(name, value);
  return body;
}

function over(event) {
  const place = event.target.closest("[data-part], .lines__heading");
  clear();
  if (!place) return;
  event.preventDefault();
  place.classList.add("lines--here");
}

function clear() {
  for (const place of document.querySelectorAll(".lines--here")) place.classList.remove("lines--here");
}

function prepare() {
  for (const line of list().querySelectorAll("[data-part]")) {
    line.draggable = true;
    line.title = list().dataset.textHandle;
    line.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("application/x-part", line.dataset.part);
      event.dataTransfer.effectAllowed = "move";
    });
  }
  for (const form of list().querySelectorAll("form[data-step]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(new FormData(form, event.submitter));
    });
  }
  list().addEventListener("dragover", over);
  list().addEventListener("dragend", clear);
  list().addEventListener("drop", drop);
}

prepare();
