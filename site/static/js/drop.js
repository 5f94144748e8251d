// Dropped and chosen files go up over tus, two at a time, each with its own progress, and resume where they were cut.
// Without this file the same form is a plain upload.

const AT_ONCE = 2;
const PAUSE = 2000; // milliseconds between two sentences to a screen reader

const form = document.querySelector("[data-drop]");
if (form && window.tus) start(form);

function start(form) {
  const zone = form.querySelector("[data-drop-zone]");
  const picker = form.querySelector("input[type=file]");
  const queue = { form, picker, list: form.querySelector("[data-uploads]"), status: form.querySelector("[data-status]"), jobs: [] };
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("drop--over");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("drop--over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop--over");
    for (const file of event.dataTransfer.files) add(queue, file);
  });
  picker.addEventListener("change", () => {
    for (const file of picker.files) add(queue, file);
    picker.value = "";
  });
  form.elements.together.addEventListener("change", () => say(queue));
  if (form.querySelector("input[name=upload]")) say(queue);
}

function add(queue, file) {
  const { dataset } = queue.form;
  const name = document.createElement("strong");
  name.textContent = file.name;
  const job = { file, name, row: document.createElement("li"), state: "waiting" };
  job.row.className = "upload";
  job.row.append(name);
  queue.list.append(job.row);
  if (file.size > Number(dataset.mostBytes)) {
    fail(job, dataset.textLarge.replace("{size}", Math.ceil(file.size / 1048576)));
    return;
  }
  job.progress = document.createElement("progress");
  job.progress.max = 100;
  job.progress.setAttribute("aria-label", file.name);
  job.note = document.createElement("span");
  job.cancel = button(dataset.textCancel, file.name, () => cancel(queue, job));
  queue.jobs.push(job);
  wait(queue, job);
}

function wait(queue, job) {
  job.state = "waiting";
  job.progress.value = 0;
  job.note.textContent = "";
  job.row.replaceChildren(job.name, job.progress, job.note, job.cancel);
  next(queue);
}

function next(queue) {
  const going = queue.jobs.filter((job) => job.state === "going").length;
  const waiting = queue.jobs.filter((job) => job.state === "waiting");
  for (const job of waiting.slice(0, Math.max(0, AT_ONCE - going))) send(queue, job);
  settle(queue);
}

async function send(queue, job) {
  const { form } = queue;
  job.state = "going";
  job.upload = new window.tus.Upload(job.file, {
    endpoint: form.dataset.endpoint,
    chunkSize: 8 * 1024 * 1024,
    retryDelays: [0, 1000, 3000, 5000, 10000],
    metadata: { filename: job.file.name },
    headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    removeFingerprintOnSuccess: true,
    onProgress: (sent, total) => {
      job.progress.value = total ? (100 * sent) / total : 100;
      job.note.textContent = `${Math.round(job.progress.value)} %`;
    },
    onError: (error) => refused(queue, job, reason(error)),
    onSuccess: () => arrived(queue, job),
  });
  const [earlier] = await job.upload.findPreviousUploads();
  if (job.state !== "going") return;
  if (earlier) job.upload.resumeFromPreviousUpload(earlier);
  job.upload.start();
}

function arrived(queue, job) {
  if (job.state !== "going") return;
  job.state = "done";
  job.progress.value = 100;
  job.note.textContent = queue.form.dataset.textDone;
  keep(job);
  next(queue);
}

function refused(queue, job, why) {
  if (job.state !== "going") return;
  const { textFailed, textAgain } = queue.form.dataset;
  job.state = "failed";
  job.row.replaceChildren(job.name);
  fail(job, why || textFailed);
  // The server's own reason stays true the next time; a cut connection may be back.
  if (!why) job.row.append(button(textAgain, job.file.name, () => wait(queue, job)), job.cancel);
  next(queue);
}

async function cancel(queue, job) {
  job.state = "cancelled";
  queue.jobs = queue.jobs.filter((other) => other !== job);
  job.row.remove();
  queue.picker.focus();
  next(queue);
  await job.upload?.abort(true).catch(() => {});
}

function reason(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).error;
  } catch {
    return "";
  }
}

function keep(job) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "upload";
  input.value = new URL(job.upload.url, location.href).pathname.split("/").filter(Boolean).pop();
  job.row.append(input);
}

function fail(job, text) {
  const error = document.createElement("span");
  error.className = "upload__error";
  error.setAttribute("role", "alert");
  error.textContent = text;
  job.row.append(error);
}

function button(text, about, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet";
  made.textContent = text;
  made.setAttribute("aria-label", `${text}: ${about}`);
  made.addEventListener("click", act);
  return made;
}

function settle(queue) {
  const open = queue.jobs.some((job) => ["waiting", "going"].includes(job.state));
  queue.form.querySelector("button.button--primary").disabled = open;
  queue.saying ??= setTimeout(() => say(queue), open ? PAUSE : 0);
}

// How many are here, and whether they become one material or many.
function say(queue) {
  const { form, status, jobs } = queue;
  queue.saying = undefined;
  const done = jobs.filter((job) => job.state === "done").length;
  const sentences = jobs.length ? [form.dataset.textAll.replace("{done}", done).replace("{all}", jobs.length)] : [];
  const here = form.querySelectorAll("input[name=upload]").length;
  if (here > 1) {
    const wish = form.elements.together.value;
    const one = wish ? wish === "one" : here <= Number(form.dataset.together);
    sentences.push(one ? form.dataset.textOne : form.dataset.textMany);
  }
  status.textContent = sentences.join(" ");
}
