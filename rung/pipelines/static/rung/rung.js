// What the pages do beyond plain forms and links: live progress, evidence, drop, copy, kept drafts.
"use strict";

if (window.htmx) window.htmx.config.includeIndicatorStyles = false; // it would add an inline style

document.addEventListener("DOMContentLoaded", () => {
  // Unfold writes a chosen file's name into a text field beside its own inputs; ours have none.
  document.querySelectorAll("input[type=file]").forEach((input) => { input.hasChangeListener = true; });
  watchRun();
  watchPreparing();
  showEvidence();
  dropFiles();
  sendOnce();
  keepDrafts();
  copyButtons();
});

function watchRun() {
  const run = document.querySelector("#run[data-active]");
  if (!run) return;
  const ask = async () => {
    try {
      const answer = await fetch(run.dataset.statusUrl, { headers: { Accept: "application/json" } });
      if (answer.redirected || !answer.ok) return void setTimeout(ask, 5000);
      const state = await answer.json();
      run.querySelector("[data-outcome]").textContent = state.outcome;
      for (const stage of state.stages) {
        const row = run.querySelector(`[data-stage="${stage.name}"]`);
        row.className = `stage ${stage.status}`;
        row.querySelector("progress").value = stage.progress;
        row.querySelector("[data-state]").textContent = stage.status;
        row.querySelector("[data-reason]").textContent = stage.reason ? ` ${stage.reason}` : "";
      }
      if (!state.is_active) return leaveWhenNothingIsTyped();
      setTimeout(ask, 700);
    } catch {
      setTimeout(ask, 5000);
    }
  };
  ask();
}

// Today: how many briefs are being prepared; when the number falls, the page shows what is ready.
function watchPreparing() {
  const line = document.getElementById("preparing");
  if (!line) return;
  const before = parseInt(line.textContent, 10);
  const ask = async () => {
    try {
      const answer = await fetch(line.dataset.url, { headers: { Accept: "application/json" } });
      if (!answer.ok) return void setTimeout(ask, 15000);
      const going = (await answer.json()).items.filter((run) => run.kind === "pre_session" && run.is_active);
      if (going.length < before) return location.reload();
    } catch {
      // no network: ask again
    }
    setTimeout(ask, 3000);
  };
  setTimeout(ask, 1500);
}

function leaveWhenNothingIsTyped() {
  const typed = [...document.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
  if (!typed) return location.reload();
  document.querySelector("#run [data-outcome]").textContent += ": reload to see it (your text stays)";
}

function showEvidence() {
  const show = (number) => {
    document.querySelectorAll(".finding").forEach((f) => f.classList.toggle("on", f.id === `f${number}`));
    document.querySelectorAll("[aria-expanded]").forEach((b) => b.setAttribute("aria-expanded", String(b.dataset.finding === number)));
    let first = null;
    document.querySelectorAll("mark[data-findings]").forEach((mark) => {
      const on = mark.dataset.findings.split(" ").includes(number);
      mark.classList.toggle("on", on);
      if (on && !first) first = mark;
    });
    return first;
  };
  document.querySelectorAll("[data-finding]").forEach((opener) =>
    opener.addEventListener("click", () => {
      const first = show(opener.dataset.finding);
      if (opener.tagName === "BUTTON" && first) first.scrollIntoView({ block: "center" });
    }),
  );
}

function dropFiles() {
  document.querySelectorAll("[data-drop]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const zone = form.querySelector(".drop");
    const name = form.querySelector("[data-chosen]");
    const chosen = () => { if (input.files.length) name.textContent = input.files[0].name; };
    input.addEventListener("change", chosen);
    ["dragover", "dragenter"].forEach((kind) => zone.addEventListener(kind, (e) => { e.preventDefault(); zone.classList.add("over"); }));
    ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("over")));
    zone.addEventListener("drop", (e) => { e.preventDefault(); input.files = e.dataTransfer.files; chosen(); });
  });
}

function sendOnce() {
  document.querySelectorAll("form[data-once]").forEach((form) =>
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      // After the form's own data, with the pressed button, has been collected.
      setTimeout(() => form.querySelectorAll("button").forEach((b) => { b.disabled = true; }), 0);
    }),
  );
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button").forEach((b) => { b.disabled = false; });
    }),
  );
}

// Text survives a time-out or a refused form: it stays in this tab (sessionStorage ends with it) until it was kept.
function keepDrafts() {
  const wasKept = document.querySelector(".bg-green-100"); // the success message
  const sent = sessionStorage.getItem("rung:sent"); // the page after a success may not have the form any more
  if (wasKept && sent) Object.keys(sessionStorage).filter((key) => key.startsWith(`rung:${sent}:`)).forEach((key) => sessionStorage.removeItem(key));
  document.querySelectorAll("form[data-keep]").forEach((form) =>
    form.addEventListener("submit", () => sessionStorage.setItem("rung:sent", form.dataset.keep)),
  );
  document.querySelectorAll("form[data-keep] textarea").forEach((area) => {
    const key = `rung:${area.form.dataset.keep}:${area.name}`;
    if (wasKept) sessionStorage.removeItem(key);
    const draft = sessionStorage.getItem(key);
    if (draft !== null) area.value = draft;
    area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
  });
}

function copyButtons() {
  document.querySelectorAll("[data-copy-text]").forEach((button) =>
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copyText);
      await navigator.clipboard.writeText(field.value ?? field.textContent);
      button.textContent = "Copied";
    }),
  );
  document.querySelectorAll("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      const lines = [...document.getElementById(button.dataset.copy).children].map((item) => item.textContent.trim());
      await navigator.clipboard.writeText(lines.join("\n"));
      button.textContent = "Copied";
    }),
  );
}
