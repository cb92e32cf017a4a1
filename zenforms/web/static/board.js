// What a page does more with a script: it says that there is news, and takes files by mouse.
// Without it every page works all the same.
"use strict";

const EVERY = 5000;
const live = document.getElementById("live");
const token = () => document.querySelector("input[name=jeton]")?.value ?? "";

function say(text, link) {
  live.textContent = "";
  if (!text) return;
  if (link) {
    const a = document.createElement("a");
    a.href = link;
    a.textContent = text;
    live.append(a);
  } else {
    live.append(text);
  }
}

// News: the list is fetched anew and exchanged, unless somebody is in the middle of it.

let mark = document.body.dataset.mark;
let isAsking = false;

async function look() {
  if (!mark || isAsking || document.hidden) return;
  isAsking = true;
  try {
    const answer = await fetch("/etat", { redirect: "manual" });
    if (!answer.ok) return;
    const now = await answer.json();
    showArrived(now.arrived);
    if (now.mark !== mark) {
      mark = now.mark;
      await renew(now.news);
    }
  } catch {
    // the board is away: the next look may find it again
  } finally {
    isAsking = false;
  }
}

async function renew(news) {
  const left = document.querySelector(".left");
  if (!left) return;
  if (left.contains(document.activeElement)) {
    say(news, location.href);
    return;
  }
  const answer = await fetch(location.href, { redirect: "manual" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".left");
  if (!fresh) return;
  const top = left.scrollTop;
  left.replaceWith(fresh);
  fresh.scrollTop = top;
}

function showArrived(rows) {
  const list = document.getElementById("arrived");
  if (!list || !rows.length) return;
  list.replaceChildren(...rows.map((row) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `/demandes/${encodeURIComponent(row.number)}`;
    link.textContent = row.number;
    const said = document.createElement("span");
    said.textContent = row.said;
    const name = document.createElement("span");
    name.className = "quiet";
    name.textContent = row.name;
    item.append(link, " ", said, " ", name);
    return item;
  }));
}

if (mark) setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);

// Drops: raw bytes, one request a file, with progress; one rename at the end.

function put(url, file, done) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("X-Jeton", token());
    request.upload.onprogress = (event) => done(event.loaded);
    request.onerror = () => reject(new Error(""));
    request.onload = () => {
      if (request.status === 200) resolve();
      else reject(new Error(told(request.responseText)));
    };
    request.send(file);
  });
}

function told(body) {
  try {
    return JSON.parse(body).text ?? "";
  } catch {
    return "";
  }
}

async function drop(files) {
  const all = [...files];
  if (!all.length || !token()) return;
  const bar = document.getElementById("progress");
  const total = all.reduce((sum, file) => sum + file.size, 0) || 1;
  const batch = [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let before = 0;
  if (bar) bar.hidden = false;
  try {
    for (const file of all) {
      await put(`/deposer/${batch}/${encodeURIComponent(file.name)}`, file, (loaded) => {
        const share = Math.round((100 * (before + loaded)) / total);
        if (bar) bar.value = share;
        else say(`${share} %`);
      });
      before += file.size;
    }
    const end = await fetch(`/deposer/${batch}`, { method: "POST", headers: { "X-Jeton": token() } });
    say(told(await end.text()));
  } catch (error) {
    say(error.message || "✗");
  } finally {
    if (bar) bar.hidden = true;
  }
  await look();
}

const form = document.getElementById("drop");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  drop(form.elements.fichiers.files).then(() => { form.elements.fichiers.value = ""; });
});
const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("over");
});
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  document.body.classList.remove("over");
  drop(event.dataTransfer.files);
});
