// pdf.js, the engine of Firefox: fills through its annotation storage, as its own input fields do.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

const [source, answers, target] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const home = dirname(require.resolve("pdfjs-dist/package.json"));
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");

const document = await getDocument({
  data: new Uint8Array(readFileSync(source)),
  standardFontDataUrl: join(home, "standard_fonts") + "/",
  verbosity: 0,
}).promise;
const fields = await document.getFieldObjects();
const storage = document.annotationStorage;

for (const { name, kind, value, options } of JSON.parse(readFileSync(answers, "utf8"))) {
  for (const field of fields.get(name).filter((object) => object.id)) {
    if (kind === "checkbox") storage.setValue(field.id, { value: value !== null });
    else if (kind === "radio") storage.setValue(field.id, { value: field.exportValues === value });
    else if (kind === "choice") storage.setValue(field.id, { value: value ?? options[0] });
    else storage.setValue(field.id, { value: value ?? "" });
  }
}
writeFileSync(target, await document.saveDocument());
process.exit(0);
