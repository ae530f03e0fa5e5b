// Before a session ends: a warning that keeps what was typed. After it: the page waits, hidden, for its person.
"use strict";

const WARN_SECONDS = 120;
const LOOK_AGAIN_SECONDS = 60;

document.addEventListener("DOMContentLoaded", () => {
  if (document.getElementById("nav-sidebar")) watchSession(); // signed in
});

function watchSession() {
  const address = "/admin/account/session/";
  const dialog = warningDialog();
  let person = null;
  let endsAt = Infinity;
  let timer = 0;

  const ask = async (method) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    const headers = { Accept: "application/json", ...(method === "POST" && token ? { "X-CSRFToken": token.value } : {}) };
    const answer = await fetch(address, { method, headers, redirect: "manual" });
    return answer.ok ? answer.json() : null; // a redirect to the sign-in page: it is over
  };
  const look = async (method = "GET") => {
    clearTimeout(timer);
    let wait = LOOK_AGAIN_SECONDS;
    try {
      wait = show(await ask(method));
    } catch {
      if (Date.now() >= endsAt) dialog.over(); // no network: the clock runs all the same
    }
    timer = setTimeout(look, wait * 1000);
  };
  const show = (state) => {
    if (!state) {
      dialog.over();
      return 5;
    }
    person = person || state.person;
    if (person !== state.person) return location.assign("/admin/"), LOOK_AGAIN_SECONDS; // somebody else's turn
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = state.csrf; });
    endsAt = Date.now() + state.seconds * 1000;
    if (state.seconds > WARN_SECONDS) {
      dialog.hide();
      return Math.min(LOOK_AGAIN_SECONDS, state.seconds - WARN_SECONDS + 1);
    }
    dialog.warn(state);
    return Math.max(1, Math.min(15, state.seconds + 1));
  };

  dialog.onStay = () => look("POST");
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
}

function warningDialog() {
  const box = document.createElement("dialog");
  box.className = "rung session-dialog";
  box.setAttribute("aria-labelledby", "session-title");
  box.innerHTML = `
    <h2 id="session-title"></h2><p data-said></p>
    <div class="toolbar"><button type="button" class="button primary" data-stay>Stay signed in</button>
    <a class="button primary" href="/admin/login/" target="_blank" rel="opener" data-again>Sign in in a new tab</a></div>`;
  document.body.append(box);
  const title = box.querySelector("h2");
  const said = box.querySelector("[data-said]");
  const stay = box.querySelector("[data-stay]");
  const again = box.querySelector("[data-again]");
  const open = (heading, words, isOver, canStay) => {
    title.textContent = heading;
    said.textContent = words;
    stay.hidden = isOver || !canStay;
    again.hidden = !isOver;
    document.documentElement.classList.toggle("session-over", isOver);
    if (!box.open) box.showModal();
  };
  const controls = {
    onStay: () => {},
    hide() {
      document.documentElement.classList.remove("session-over");
      if (box.open) box.close();
    },
    warn(state) {
      const minutes = Math.max(1, Math.ceil(state.seconds / 60));
      const soon = `You will be signed out in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
      const why = state.can_stay ? "What you typed stays on this page." : "A session lasts 12 hours at most. Save what you typed now.";
      open("Are you still there?", `${soon} ${why}`, false, state.can_stay);
    },
    over: () => open("You were signed out", "What you typed is kept on this page, out of sight. Sign in again in a new tab, then come back here and save it.", true, false),
  };
  stay.addEventListener("click", () => controls.onStay());
  box.addEventListener("cancel", (event) => { if (!again.hidden) event.preventDefault(); }); // Escape must not show a page whose session is over
  return controls;
}
