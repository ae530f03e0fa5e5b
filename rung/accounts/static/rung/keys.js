// Security keys: hands the browser's answer to the form around the button.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-key]").forEach((form) => {
    const said = form.querySelector("[data-key-said]");
    form.querySelector("[data-key-use]").addEventListener("click", async () => {
      said.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(await ask(form.dataset.key));
        form.submit();
      } catch {
        said.textContent = "The key did not answer, or it was cancelled. Try again.";
      }
    });
  });
});

function ask(act) {
  const options = JSON.parse(document.getElementById("key-options").textContent);
  return act === "create" ? window.webauthnJSON.create(options.creation_options) : window.webauthnJSON.get(options.request_options);
}
