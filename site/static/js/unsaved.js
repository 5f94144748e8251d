// What is typed into a form and not saved is kept in this tab alone, and offered when the form is there again.
// Signing out forgets it, and so does a page of anybody else. Passwords, files and choices are never kept.
// Without this file nothing is kept, and every form works.

const TEXTS = "textarea, input:not([type]), input[type=text], input[type=url], input[type=email], input[type=number]";
const KEPT = "unsaved ";
const place = document.querySelector("[data-unsaved]"); // only where somebody is signed in
const mine = `${KEPT}${place?.dataset.unsaved} `;
const changed = new Set();

const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
const read = (key) => JSON.parse(sessionStorage.getItem(key));
const path = (address) => new URL(address || location.href, location.href).pathname;
const texts = (form) => [...form.querySelectorAll(TEXTS)].filter((field) => field.name);

function write(key, entry) {
  try {
    sessionStorage.setItem(key, JSON.stringify(entry));
  } catch {
    // The tab's storage is full: leaving the page still asks.
  }
}

function isKept(form) {
  return form?.getAttribute("method") === "post" && !form.querySelector("[type=password]") && texts(form).length > 0;
}

// A form is known by its page, where it goes, and its first field.
function keyOf(form) {
  return `${mine}${location.pathname} ${path(form.getAttribute("action"))} ${texts(form)[0].id || texts(form)[0].name}`;
}

// What is typed, and which saved state it was typed upon, so that two who save still meet.
function typed(form) {
  return { fields: texts(form).map((field) => [field.name, field.value]), base: baseOf(form)?.value };
}

const baseOf = (form) => form.querySelector("input[type=hidden][name=base]");

function keep(form) {
  const key = keyOf(form);
  if (texts(form).some((field) => field.value !== field.defaultValue) || answersPost()) {
    write(key, typed(form));
    changed.add(form);
  } else {
    sessionStorage.removeItem(key);
    changed.delete(form);
  }
  ask();
}

const answersPost = () => place?.hasAttribute("data-answer");
const hold = (event) => event.preventDefault();
const ask = () => (changed.size ? addEventListener : removeEventListener)("beforeunload", hold);

// An answer that led on to another page and complains of nothing has taken what was sent.
function wasTaken() {
  const came = performance.getEntriesByType("navigation")[0];
  const complains = document.querySelector("[data-messages] :is(.notice--error, .notice--warning)");
  return place && !answersPost() && came?.type === "navigate" && came.redirectCount > 0 && !complains;
}

// Where nobody is signed in nothing stays, but for the one who has to sign in anew to go on. Says what came back as sent.
function tidy() {
  const back = new Set();
  const waits = !place && document.querySelector("[data-unsaved-waits]");
  for (const key of keys()) {
    const entry = read(key);
    if (!waits && !key.startsWith(mine)) sessionStorage.removeItem(key);
    else if (entry.sent && wasTaken()) sessionStorage.removeItem(key);
    else if (entry.sent) {
      write(key, { ...entry, sent: false });
      if (answersPost()) back.add(key);
    }
  }
  return back;
}

// The fields that hold something else than what was kept, and the texts whose fields are gone.
function differences(form, entry) {
  const left = texts(form);
  const found = { fields: [], gone: [] };
  for (const [name, value] of entry.fields) {
    const field = left.find((one) => one.name === name);
    if (field) left.splice(left.indexOf(field), 1);
    if (field && field.value !== value) found.fields.push([field, value]);
    if (!field && value.trim()) found.gone.push(value);
  }
  return found;
}

function look(back) {
  const offered = [];
  for (const form of [...document.forms].filter(isKept)) {
    const key = keyOf(form);
    const entry = sessionStorage.getItem(key) && read(key);
    if (!entry) continue;
    const { fields, gone } = differences(form, entry);
    if (back.has(key)) keep(form);
    else if (fields.length || gone.length) offered.push({ form, key, entry, fields, gone });
    else sessionStorage.removeItem(key);
  }
  if (offered.length) offer(offered);
}

function offer(offered) {
  const notice = place.querySelector("template").content.cloneNode(true).firstElementChild;
  const [take, leave] = notice.querySelectorAll("button");
  take.addEventListener("click", () => {
    for (const one of offered) putBack(one);
    const gone = offered.flatMap((one) => one.gone);
    if (gone.length) notice.replaceChildren(notice.firstElementChild, ...gone.map((text) => shown(text, notice)));
    else notice.remove();
    (offered[0].fields[0]?.[0] ?? notice.querySelector("textarea")).focus();
  });
  leave.addEventListener("click", () => {
    for (const one of offered) sessionStorage.removeItem(one.key);
    notice.remove();
    document.getElementById("main").focus();
  });
  place.append(notice);
}

function putBack({ form, entry, fields }) {
  const base = baseOf(form);
  if (base && entry.base) base.value = entry.base;
  for (const [field, value] of fields) {
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A text whose field is not on the page any more, to be copied from.
function shown(text, notice) {
  const area = document.createElement("textarea");
  area.readOnly = true;
  area.rows = 4;
  area.value = text;
  area.setAttribute("aria-label", notice.dataset.textGone);
  return area;
}

const back = tidy();
if (place) look(back);

document.addEventListener("input", ({ target }) => {
  if (place && isKept(target.form) && target.matches(TEXTS)) keep(target.form);
});

// The last to hear of it: what scripts send themselves does not leave the page.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.matches("[data-forgets]")) {
    for (const key of keys()) sessionStorage.removeItem(key);
    return;
  }
  removeEventListener("beforeunload", hold);
  const key = place && isKept(form) && keyOf(form);
  if (key && sessionStorage.getItem(key)) write(key, { ...typed(form), sent: true });
});
