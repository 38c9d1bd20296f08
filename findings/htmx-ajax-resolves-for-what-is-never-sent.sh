#!/bin/sh
# htmx.org 2.0.10 (with jsdom 26.1.0), Node.js 20 or later.
#
# Behaviour: htmx.ajax is called three times at once for one source, whose server answers after a moment.
# Seen: the first and the third request are sent, the second never is; the promises of the second and the
# third resolve at once, before any answer has come. With a source each, all three are sent, and each promise
# resolves when its answer is there.
#
# Why it surprises: the promise is what a script waits for, and it says "done" of a request that waits or is
# thrown away. That the last of several wins is the documented default of hx-sync for what people press; a
# script that asks for different things as document.body, in separate parts of a page, does not expect one to
# take the other's place.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts htmx.org@2.0.10 jsdom@26.1.0

cat >ask.cjs <<'JS'
const http = require("node:http");
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");

const events = [];
const server = http.createServer((request, response) => {
  if (request.url === "/") return response.end();
  events.push(`sent ${request.url}`);
  setTimeout(() => { events.push(`answered ${request.url}`); response.end("<p>fine</p>"); }, 200);
});

async function ask(name, url, sources) {
  events.length = 0;
  const page = new JSDOM("<body><i></i><b></b><u></u></body>", { url, runScripts: "outside-only", pretendToBeVisual: true });
  page.window.eval(`${readFileSync("node_modules/htmx.org/dist/htmx.min.js", "utf8")};window.htmx = htmx`);
  const { document, htmx } = page.window;
  ["/1", "/2", "/3"].forEach((path, i) => {
    htmx.ajax("GET", path, { source: document.querySelector(sources[i]), swap: "none" })
      .then(() => events.push(`resolved ${path}`));
  });
  await new Promise((done) => setTimeout(done, 1500));
  const sent = events.filter((event) => event.startsWith("sent")).map((event) => event.slice(5)).sort();
  const early = ["/1", "/2", "/3"].filter((path) => {
    const answered = events.indexOf(`answered ${path}`);
    return answered < 0 || events.indexOf(`resolved ${path}`) < answered;
  });
  console.log(`${name}: sent ${sent.join(" ")}, resolved before an answer ${early.join(" ") || "none"}`);
  page.window.close();
}

server.listen(0, async () => {
  const url = `http://localhost:${server.address().port}/`;
  await ask("one source", url, ["i", "i", "i"]);
  await ask("three sources", url, ["i", "b", "u"]);
  server.close();
  process.exit(0);
});
JS
node ask.cjs 2>/dev/null | grep source >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
one source: sent /1 /3, resolved before an answer /2 /3
three sources: sent /1 /2 /3, resolved before an answer none
TXT
diff expected.txt seen.txt
