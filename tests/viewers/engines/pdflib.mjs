// pdf-lib, the library behind many web applications that fill forms.
import { readFileSync, writeFileSync } from "node:fs";
import { PDFDocument } from "pdf-lib";

const [source, answers, target] = process.argv.slice(2);
const document = await PDFDocument.load(readFileSync(source), { updateMetadata: true });
const form = document.getForm();

for (const { name, kind, value, options } of JSON.parse(readFileSync(answers, "utf8"))) {
  if (kind === "checkbox") {
    const box = form.getCheckBox(name);
    if (value !== null) box.check();
    else box.uncheck();
  } else if (kind === "radio") form.getRadioGroup(name).select(value);
  else if (kind === "choice") form.getDropdown(name).select(value ?? options[0]);
  else form.getTextField(name).setText(value ?? "");
}
// it would draw every field anew in Helvetica, and throw at a character outside of it
writeFileSync(target, await document.save({ updateFieldAppearances: false }));
