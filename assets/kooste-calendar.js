// <kooste-calendar src="https://kalenteri.example/" lang="fi" limit="10" filters="municipality=564">
//   <a href="https://kalenteri.example/embed?municipality=564">Tapahtumat</a>
// </kooste-calendar>
//
// Shows what is coming, as a list. Until it is there, and where it cannot be had, what stands inside the
// element is shown. Nothing that an announcement says is ever taken for markup.
"use strict";

(() => {
  const LANGUAGES = ["fi", "sv", "en"];

  const WORDS = {
    fi: {
      cancelled: "PERUTTU", postponed: "LYKÄTTY", more: "Näytä lisää", nothing: "Tulevia ajankohtia ei ole ilmoitettu.",
      online: "Verkossa", phone: "Puhelimitse", failed: "Lisää ei saatu haettua. Yritä uudelleen.", list: "Tapahtumat",
    },
    sv: {
      cancelled: "INSTÄLLT", postponed: "UPPSKJUTET", more: "Visa fler", nothing: "Inga kommande tider har meddelats.",
      online: "På nätet", phone: "Per telefon", failed: "Fler kunde inte hämtas. Försök igen.", list: "Evenemang",
    },
    en: {
      cancelled: "CANCELLED", postponed: "POSTPONED", more: "Show more", nothing: "No coming times are announced.",
      online: "Online", phone: "By phone", failed: "No more could be fetched. Try again.", list: "Events",
    },
  };

  const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

  const STYLE = `
    :host { display: block; color: var(--kooste-ink, inherit); font: var(--kooste-font, inherit); }
    :host([hidden]) { display: none; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { padding: 0.75em 0; border-bottom: 1px solid var(--kooste-line, currentColor); overflow-wrap: anywhere; }
    p { margin: 0; }
    a { color: var(--kooste-link, LinkText); }
    a:focus-visible, button:focus-visible { outline: 3px solid var(--kooste-focus, currentColor); outline-offset: 2px; }
    .name { font-weight: 600; }
    .cancelled { color: var(--kooste-warning, inherit); }
    button {
      margin-top: 1em; padding: 0.6em 1.2em; font: inherit; cursor: pointer;
      color: var(--kooste-on-accent, ButtonText); background: var(--kooste-accent, ButtonFace);
      border: 1px solid var(--kooste-line, currentColor); border-radius: 0.25em;
    }
    @media print { button { display: none; } }
  `;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) made.setAttribute(attribute, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  /** The text in the language that is wanted, else in the next one that there is, marked as such. */
  function said(texts, lang) {
    const found = [lang, ...LANGUAGES, ...Object.keys(texts || {})].find((own) => texts && texts[own]);
    if (!found) return null;
    return element("span", { lang: found === lang ? null : found }, texts[found]);
  }

  /** An address of the web, or nothing: a link never runs anything. */
  function web(address) {
    try {
      const url = new URL(address);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  }

  class KoosteCalendar extends HTMLElement {
    static get observedAttributes() {
      return ["src", "lang", "limit", "filters"];
    }

    #shown = null;
    #next = null;
    #asked = null;
    #due = false;

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: "open" });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        root.adoptedStyleSheets = [sheet];
        root.append(document.createElement("slot"));
      }
      this.#reload();
    }

    disconnectedCallback() {
      if (this.#asked) this.#asked.abort();
    }

    attributeChangedCallback(name, before, now) {
      if (this.isConnected && this.shadowRoot && before !== now) this.#reload();
    }

    get #lang() {
      const own = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang") || "fi";
      const primary = own.toLowerCase().split("-")[0];
      return LANGUAGES.includes(primary) ? primary : "fi";
    }

    get #words() {
      return WORDS[this.#lang];
    }

    /** Once, however many attributes change together. */
    #reload() {
      if (this.#due) return;
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        this.#load();
      });
    }

    #address() {
      const base = new URL(this.getAttribute("src") || "/", document.baseURI);
      const address = new URL(base.href.split(/[?#]/)[0].replace(/\/+$/, "") + "/api/v1/occurrences");
      for (const [name, value] of new URLSearchParams(this.getAttribute("filters") || "")) {
        if (name !== "lang" && name !== "limit") address.searchParams.append(name, value);
      }
      const limit = Number.parseInt(this.getAttribute("limit") || "10", 10);
      // What is over is left out, unless days are asked for that are.
      const from = address.searchParams.get("from");
      if ((!from || from === "today") && !address.searchParams.has("ends_after")) {
        address.searchParams.set("ends_after", "now");
      }
      address.searchParams.set("limit", String(Math.min(Math.max(limit || 10, 1), 100)));
      return address.href;
    }

    async #get(address) {
      if (this.#asked) this.#asked.abort();
      this.#asked = new AbortController();
      const answer = await fetch(address, { credentials: "omit", signal: this.#asked.signal });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }

    async #load() {
      try {
        const page = await this.#get(this.#address());
        this.#show(page);
      } catch (error) {
        if (error.name === "AbortError") return;
        this.#fallBack();
        console.warn("kooste-calendar:", error.message);
        this.dispatchEvent(new CustomEvent("kooste-error", { bubbles: true, composed: true }));
      }
    }

    #fallBack() {
      this.#shown = null;
      this.shadowRoot.replaceChildren(document.createElement("slot"));
    }

    #show(page) {
      const list = element("ul", { part: "list", "aria-label": this.#words.list });
      const status = element("p", { part: "status", role: "status" });
      const button = element("button", { part: "more", type: "button" }, this.#words.more);
      button.addEventListener("click", () => this.#more());
      this.#shown = { list, status, button };
      this.shadowRoot.replaceChildren(element("div", { lang: this.#lang, part: "calendar" }, list, status, button));
      this.#add(page);
      if (page.data.length === 0) status.textContent = this.#words.nothing;
      this.dispatchEvent(new CustomEvent("kooste-load", { bubbles: true, composed: true }));
    }

    #add(page) {
      const items = page.data.map((time) => this.#item(time));
      this.#shown.list.append(...items);
      this.#next = page.meta.next;
      this.#shown.button.hidden = !this.#next;
      return items[0];
    }

    async #more() {
      const { status, button } = this.#shown;
      button.disabled = true;
      try {
        const first = this.#add(await this.#get(this.#next));
        status.textContent = "";
        // The button may be gone: who reads goes on with what came.
        first?.querySelector("a")?.focus();
      } catch (error) {
        if (error.name !== "AbortError") status.textContent = this.#words.failed;
      } finally {
        button.disabled = false;
      }
    }

    #item(time) {
      const words = this.#words;
      const state = { cancelled: words.cancelled, postponed: words.postponed }[time.status];
      const mark = state ? element("strong", { class: "cancelled", part: "state" }, `${state}: `) : null;
      const name = said(time.name, this.#lang) || time.id;
      const link = element("a", { href: web(time.page), part: "link" }, name);
      return element("li", { part: "item" },
        element("p", { class: "when", part: "when" }, this.#when(time)),
        element("p", { class: "name", part: "name" }, mark, link),
        this.#where(time));
    }

    /** In Finnish time, whatever the reader's clock says. */
    #when(time) {
      const locale = LOCALES[this.#lang];
      const write = (options) => new Intl.DateTimeFormat(locale, { timeZone: "Europe/Helsinki", ...options });
      const day = write({ weekday: "short", day: "numeric", month: "numeric", year: "numeric" });
      const clock = { hour: "numeric", minute: "2-digit" };
      const both = write({ weekday: "short", day: "numeric", month: "numeric", year: "numeric", ...clock });
      const start = new Date(time.start_time);
      // Midnight after the last day, of what lasts whole days.
      const end = time.end_time ? new Date(new Date(time.end_time) - (time.all_day ? 1000 : 0)) : null;
      const format = time.all_day ? day : both;
      const text = end && end > start ? format.formatRange(start, end) : format.format(start);
      return element("time", { datetime: time.all_day ? time.start_time.slice(0, 10) : time.start_time }, text);
    }

    #where(time) {
      const { kind, name, address } = time.location;
      const place = said(name, this.#lang);
      const line = said(address, this.#lang) || said(time.municipality && time.municipality.label, this.#lang);
      const parts = [place, place && line ? ", " : null, line];
      if (kind === "online" || kind === "hybrid") parts.push(parts.some(Boolean) ? ", " : null, this.#words.online);
      if (kind === "phone") parts.push(this.#words.phone);
      return parts.some(Boolean) ? element("p", { class: "where", part: "where" }, ...parts) : null;
    }
  }

  if (!customElements.get("kooste-calendar")) customElements.define("kooste-calendar", KoosteCalendar);
})();
