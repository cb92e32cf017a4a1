// Runs a form's scripts in pdf.js's own sandbox, as Firefox does, and tells what they did.
// Usage: sandbox.mjs FORM.pdf STEPS.json; a step types into a field, sets a button or presses one.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [source, steps] = process.argv.slice(2);
const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const told = [];

class CustomEvent {
  constructor(type, { detail }) {
    Object.assign(this, { type, detail });
  }
}
// the sandbox asks for its own WebAssembly file as a browser would; nothing else is ever fetched
globalThis.fetch = async (url) =>
  new Response(readFileSync(new URL(url)), { headers: { "content-type": "application/wasm" } });
globalThis.window = {
  CustomEvent,
  URL,
  console,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  alert: (message) => told.push({ alert: message }),
  confirm: () => true,
  prompt: () => null,
  dispatchEvent: ({ detail }) => told.push({ ...detail, name: names.get(detail.id) }),
};
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
const { QuickJSSandbox } = await import("pdfjs-dist/build/pdf.sandbox.mjs");

const document = await getDocument({
  data: new Uint8Array(readFileSync(source)),
  standardFontDataUrl: join(home, "standard_fonts") + "/",
  verbosity: 0,
}).promise;
const objects = await document.getFieldObjects();
const names = new Map();
for (const [name, widgets] of objects) for (const { id } of widgets) names.set(id, name);

const sandbox = await QuickJSSandbox(pathToFileURL(join(home, "wasm") + "/").href);
sandbox.create({
  objects,
  calculationOrder: await document.getCalculationOrderIds(),
  appInfo: { platform: "linux", language: "fr" },
  docInfo: { actions: await document.getJSActions(), URL: "form.pdf", numPages: document.numPages },
});
sandbox.dispatchEvent({ id: "doc", name: "Open" });

function type(id, text) {
  let value = "";
  for (const change of text) {
    const at = value.length;
    sandbox.dispatchEvent({
      id, name: "Keystroke", value, change, willCommit: false, selStart: at, selEnd: at,
    });
    value += change;
  }
  sandbox.dispatchEvent({
    id, name: "Keystroke", value, willCommit: true, commitKey: 1, selStart: 0, selEnd: 0,
  });
}

function click(id) {
  sandbox.dispatchEvent({ id, name: "Validate", value: true });
  sandbox.dispatchEvent({ id, name: "Action", value: true });
}

function choose(id, value) {
  sandbox.dispatchEvent({
    id, name: "Keystroke", value: "", change: value, changeEx: value, willCommit: false,
    commitKey: 1, keyDown: false,
  });
}

for (const { name, text, state, choice } of JSON.parse(readFileSync(steps, "utf8"))) {
  told.push({ step: name });
  const widgets = objects.get(name).filter((object) => object.id);
  if (text !== undefined) type(widgets[0].id, text);
  else if (choice) choose(widgets[0].id, choice);
  else click(widgets.find((w) => !state || w.exportValues === state).id);
}
process.stdout.write(JSON.stringify(told));
process.exit(0);
