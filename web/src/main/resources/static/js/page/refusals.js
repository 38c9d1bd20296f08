// Browsers write every answer with a status of 400 or more into their console. Our requests ask for
// refusals as answers (Fovea-Quiet); Fovea-Refused says which status it would have been. With a page's
// own words in it (422) a refusal is swapped in like any answer; else document hears "fovea:refused".

/** The status of a request's refusal, or 0 if it was granted. */
export function refusal(xhr) {
  return Number(xhr.getResponseHeader("Fovea-Refused") ?? 0) || (xhr.status < 400 ? 0 : xhr.status);
}

/** Like fetch, but a refusal stays out of the console; its status is the one that it has elsewhere. */
export async function quietly(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { ...options.headers, "Fovea-Quiet": "true" } });
  const refused = Number(answer.headers.get("Fovea-Refused") ?? 0);
  // Read to its end even if nobody wants to know more: what is not read keeps its connection.
  return refused ? new Response(await answer.text(), { status: refused, headers: answer.headers }) : answer;
}

document.addEventListener("htmx:configRequest", ({ detail }) => (detail.headers["Fovea-Quiet"] = "true"));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, elt } = detail;
  const isShown = xhr.getResponseHeader("Content-Type")?.includes("html");
  if (!xhr.getResponseHeader("Fovea-Refused") || (refusal(xhr) === 422 && isShown)) return;
  detail.shouldSwap = false;
  document.dispatchEvent(new CustomEvent("fovea:refused", { detail: { xhr, elt } }));
});
