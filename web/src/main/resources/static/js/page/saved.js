// "saving", "saved", "not saved": #saved says what became of the last change, with the words in its
// data-saving, data-saved and data-problem.

import { refusal } from "./refusals.js";

function say(state) {
  const place = document.getElementById("saved");
  if (!place?.dataset[state]) return;
  place.dataset.state = state;
  place.textContent = place.dataset[state];
}

const changes = ({ requestConfig }) => requestConfig && requestConfig.verb !== "get";

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (changes(detail)) say("saving");
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (changes(detail)) say(detail.successful && !refusal(detail.xhr) ? "saved" : "problem");
});
