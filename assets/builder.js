// The feed builder without pressing its button, and buttons that copy. The page works without this file.
"use strict";

(() => {
  const form = document.getElementById("builder");
  const WAIT = 350;
  let timer = 0;
  let asked = null;

  function address() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value.trim() !== "") query.append(name, value);
    }
    return form.action.split("#")[0] + "?" + query;
  }

  /** Puts what is new in the answer's page into this one; what stands in the form is left alone. */
  function replace(page) {
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.innerHTML !== part.innerHTML) {
        part.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
      }
    }
    showButtons();
  }

  async function update() {
    const here = address();
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(here, { headers: { Accept: "text/html" }, signal: asked.signal });
      replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (answer.ok) history.replaceState(null, "", here);
    } catch (error) {
      // Without a network the button still says what is the matter.
      if (error.name !== "AbortError") console.warn(error);
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  }

  function showButtons() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  }

  async function copy(button) {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // It is selected, so that the keyboard can copy it.
      return;
    }
    const label = button.firstChild.textContent;
    button.firstChild.textContent = button.dataset.copied;
    setTimeout(() => { button.firstChild.textContent = label; }, 2000);
  }

  if (form) {
    form.addEventListener("input", later);
    form.addEventListener("change", later);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
  showButtons();
})();
