// A file dropped on a form that takes files is chosen in it; a file dropped beside one never takes the page's place.

const brings = (event) => event.dataTransfer?.types.includes("Files");
const taker = (event) => event.target.closest?.("form")?.querySelector("input[type=file]");

addEventListener("dragover", (event) => {
  if (!brings(event) || event.defaultPrevented) return;
  event.preventDefault();
  if (!taker(event)) event.dataTransfer.dropEffect = "none";
});

addEventListener("drop", (event) => {
  if (!brings(event) || event.defaultPrevented) return;
  event.preventDefault();
  const input = taker(event);
  if (!input) return;
  const chosen = new DataTransfer();
  for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
});
