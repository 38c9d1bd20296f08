// Uploading a picture by choosing a file, by dropping one anywhere on the page, or by pasting one; and
// what the camera and the drawing pad bring ("fovea:picture").

export default function upload(form, signal) {
  const input = form.querySelector('input[type="file"]');

  function send(files) {
    const picture = [...files].find(({ type }) => type.startsWith("image/"));
    if (!picture) return;
    const transfer = new DataTransfer();
    transfer.items.add(picture);
    input.files = transfer.files;
    submit();
  }

  function submit() {
    const [file] = input.files;
    if (!file) return;
    const { limit, tooLarge } = form.dataset;
    // Said here at once; the server refuses it too.
    input.setCustomValidity(limit && file.size > Number(limit) ? tooLarge : "");
    if (!form.reportValidity()) {
      input.value = "";
      return;
    }
    form.requestSubmit();
    input.value = "";
  }

  const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  const mark = (on) => document.documentElement.toggleAttribute("data-dropping", on);

  input.addEventListener("change", submit, { signal });
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  }, { signal });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) mark(false);
  }, { signal });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    send(event.dataTransfer.files);
  }, { signal });
  document.addEventListener("fovea:picture", ({ detail }) => send([detail]), { signal });
  document.addEventListener("paste", ({ clipboardData }) => send(clipboardData?.files ?? []), { signal });
}
