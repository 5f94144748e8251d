// Dropped and chosen files go up one by one over tus, each with its own progress, and resume where they were cut.
// Without this file the same form is a plain upload.

const form = document.querySelector("[data-drop]");
if (form && window.tus) start(form);

function start(form) {
  const zone = form.querySelector("[data-drop-zone]");
  const picker = form.querySelector("input[type=file]");
  const queue = { form, list: form.querySelector("[data-uploads]"), status: form.querySelector("[data-status]"), open: 0, done: 0, all: 0 };
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("drop--over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("drop--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop--over");
    for (const file of event.dataTransfer.files) add(queue, file);
  });
  picker.addEventListener("change", () => {
    for (const file of picker.files) add(queue, file);
    picker.value = "";
  });
}

function add(queue, file) {
  const { form } = queue;
  const row = document.createElement("li");
  row.className = "upload";
  const name = document.createElement("strong");
  name.textContent = file.name;
  row.append(name);
  queue.list.append(row);
  if (file.size > Number(form.dataset.mostBytes)) {
    fail(row, form.dataset.textLarge.replace("{size}", Math.ceil(file.size / 1048576)));
    return;
  }
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  const note = document.createElement("span");
  const cancel = button(form.dataset.textCancel);
  row.append(progress, note, cancel);
  queue.all += 1;
  queue.open += 1;
  settle(queue);
  const upload = new window.tus.Upload(file, {
    endpoint: form.dataset.endpoint,
    chunkSize: 8 * 1024 * 1024,
    retryDelays: [0, 1000, 3000, 5000, 10000],
    metadata: { filename: file.name },
    headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    removeFingerprintOnSuccess: true,
    onProgress: (sent, total) => {
      progress.value = total ? (100 * sent) / total : 100;
      note.textContent = `${Math.round(progress.value)} %`;
    },
    onError: (error) => {
      ended(queue, false);
      progress.remove();
      cancel.remove();
      note.remove();
      fail(row, reason(error) || form.dataset.textFailed);
    },
    onSuccess: () => {
      note.textContent = form.dataset.textDone;
      keep(form, row, upload.url);
      ended(queue, true);
    },
  });
  cancel.addEventListener("click", async () => {
    const wasOpen = !row.querySelector("input");
    await upload.abort(true).catch(() => {});
    row.remove();
    if (wasOpen) ended(queue, false);
    else queue.done -= 1;
    queue.all -= 1;
    settle(queue);
  });
  upload.findPreviousUploads().then((earlier) => {
    if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
    upload.start();
  });
}

function reason(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).error;
  } catch {
    return "";
  }
}

function keep(form, row, url) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "upload";
  input.value = new URL(url, location.href).pathname.split("/").filter(Boolean).pop();
  row.append(input);
}

function fail(row, text) {
  const error = document.createElement("span");
  error.className = "upload__error";
  error.setAttribute("role", "alert");
  error.textContent = text;
  row.append(error);
}

function button(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet";
  made.textContent = text;
  return made;
}

function ended(queue, well) {
  queue.open -= 1;
  if (well) queue.done += 1;
  settle(queue);
}

function settle(queue) {
  const send = queue.form.querySelector("button.button--primary");
  send.disabled = queue.open > 0;
  queue.status.textContent = queue.form.dataset.textAll.replace("{done}", queue.done).replace("{all}", queue.all);
}
