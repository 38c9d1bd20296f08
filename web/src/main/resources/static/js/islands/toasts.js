// Says what went wrong with a request, and offers to try again when the server did not answer. What
// the page itself has to say is there from the start, and stays until it is dismissed.
// Sentences: data-offline, data-failed, data-wait ("{seconds}"), data-retry, data-dismiss.

import { sentence } from "../lib/numbers.js";
import { refusal } from "../page/refusals.js";
import { made } from "../stage/canvas.js";

const SHOWN_MILLIS = 12_000;

export default function toasts(region, signal) {
  const causes = new WeakMap();

  // One message at a time about one thing: a poll that fails every second must not fill the page.
  function forget(isOld) {
    for (const toast of [...region.children]) if (isOld(toast)) toast.remove();
  }

  function show(text, again, cause) {
    forget((toast) => toast.dataset.text === text || (cause && causes.get(toast) === cause));
    const toast = made("div", "toast");
    causes.set(toast, cause);
    Object.assign(toast.dataset, { kind: "problem", text });
    toast.appendChild(made("p")).textContent = text;
    if (again) toast.append(button(region.dataset.retry, () => { toast.remove(); again(); }));
    toast.append(button(region.dataset.dismiss, () => toast.remove()));
    region.append(toast);
    if (!again) setTimeout(() => toast.remove(), SHOWN_MILLIS);
  }

  for (const toast of region.children) toast.append(button(region.dataset.dismiss, () => toast.remove()));

  document.addEventListener("htmx:sendError", ({ detail }) => {
    const { type } = detail.requestConfig.triggeringEvent ?? {};
    // Asking again with what the page holds then, not with what it held when it failed.
    show(region.dataset.offline, type && (() => window.htmx.trigger(detail.elt, type)));
  }, { signal });

  document.addEventListener("fovea:failed", ({ detail }) => {
    show(detail.answered ? region.dataset.failed : region.dataset.offline);
  }, { signal });

  const explain = ({ detail }) => {
    const { xhr } = detail;
    const seconds = xhr.getResponseHeader("Retry-After");
    const wait = seconds && sentence(region.dataset.wait, { seconds });
    show([reason(xhr) ?? region.dataset.failed, wait].filter(Boolean).join(" "), null, detail.elt);
  };
  document.addEventListener("htmx:responseError", explain, { signal });
  document.addEventListener("fovea:refused", explain, { signal });

  // What works now is no longer to be complained about.
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, successful } }) => {
    if (successful && !refusal(xhr)) forget((toast) => causes.get(toast) === elt);
  }, { signal });
}

/** What the server says: problem+json, or the marked sentence of a page. */
export function reason(xhr) {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  try {
    if (type.includes("json")) {
      const { detail, title } = JSON.parse(xhr.responseText);
      return detail ?? title;
    }
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    return page.querySelector("[data-toast]")?.textContent.trim();
  } catch {
    return undefined;
  }
}

function button(text, act) {
  const element = made("button", "button small");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}
