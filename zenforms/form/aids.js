// Help while a form is filled in. Nothing depends on it: the form is complete without.
// Written for the oldest engine that runs it (ECMAScript 3). `zf` is made from the form's
// definition and stands before this text.

// What a field holds; while it is being validated, what it is about to hold.
function zfRaw(name) {
  if (event && event.name === "Validate" && event.target && event.target.name === name) {
    return String(event.value);
  }
  var found = this.getField(name);
  return found ? String(found.value) : "";
}

function zfValue(field) {
  var value = zfRaw(field.name);
  return value === "Off" || value === field.blank ? "" : value;
}

function zfNeeded(field) {
  if (field.required) {
    return true;
  }
  for (var i = 0; i < field.conditions.length; i++) {
    var condition = field.conditions[i];
    if (condition.values.indexOf(zfRaw(condition.name)) < 0) {
      return false;
    }
  }
  return field.conditions.length > 0;
}

function zfIsWrong(field, value) {
  return Boolean(field.pattern && value && !new RegExp(field.pattern).test(value));
}

// Marks the fields that the answers so far have made necessary, until they are answered.
function zfMark() {
  for (var i = 0; i < zf.fields.length; i++) {
    var field = zf.fields[i];
    var found = field.conditions.length ? this.getField(field.name) : null;
    var needed = zfNeeded(field) && !zfValue(field);
    if (found && Boolean(found.required) !== needed) {
      found.required = needed;
    }
  }
}

// Shows how many characters of a field are used, while it is typed in.
function zfCount(counter, limit) {
  var text = event.willCommit ? event.value : AFMergeChange(event);
  this.getField(counter).value = String(text).length + " / " + limit;
}

// Says how an answer should look, when it does not; the answer stays as it is.
function zfHint(name) {
  for (var i = 0; i < zf.fields.length; i++) {
    if (zf.fields[i].name === name && zfIsWrong(zf.fields[i], String(event.value))) {
      app.alert({ cMsg: zf.fields[i].label + "\n" + zf.fields[i].hint, nIcon: 3, cTitle: zf.title });
    }
  }
}

// Lists what is missing or looks wrong, and goes to the first of them.
function zfVerify() {
  var missing = [];
  var wrong = [];
  var first = null;
  for (var i = 0; i < zf.fields.length; i++) {
    var field = zf.fields[i];
    var value = zfValue(field);
    if (zfNeeded(field) && !value) {
      missing.push("- " + field.label);
    } else if (zfIsWrong(field, value)) {
      wrong.push("- " + field.label + " (" + field.hint + ")");
    } else {
      continue;
    }
    first = first || field.name;
  }
  var parts = [];
  if (missing.length) {
    parts.push(zf.missing + "\n" + missing.join("\n"));
  }
  if (wrong.length) {
    parts.push(zf.wrong + "\n" + wrong.join("\n"));
  }
  var icon = first ? 1 : 3;
  app.alert({ cMsg: first ? parts.join("\n\n") : zf.complete, nIcon: icon, cTitle: zf.title });
  if (first) {
    this.getField(first).setFocus();
  }
}
