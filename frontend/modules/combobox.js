/* data-search on a <select>: typing narrows the list (ARIA combobox with listbox). The select stays in the form and
   keeps its name, so what is sent is the same with and without script. */
import { announce } from "./announce.js";
import { word } from "./words.js";

const SHOWN = 60; /* a longer list is not read; typing narrows it */

export function startCombobox(scope) {
  for (const select of scope.querySelectorAll("select[data-search]:not([data-started])")) {
    select.dataset.started = "";
    new Combobox(select);
  }
}

/* "linfático" is found by "linfatico" */
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

class Combobox {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].map((option) => ({ value: option.value, text: option.text, key: plain(option.text) }));
    this.active = -1;
    this.found = [];
    this.build();
    this.listen();
  }

  build() {
    const { select } = this;
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    const box = document.createElement("div");
    box.className = "combobox";
    this.input.className = "nhsuk-input";
    this.input.id = select.id;
    select.id = `${select.id}-select`;
    this.list.id = `${this.input.id}-list`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", select.labels[0]?.textContent ?? select.getAttribute("aria-label") ?? "");
    for (const [name, value] of Object.entries(this.attributes())) this.input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.input.value = select.value ? select.selectedOptions[0].text : "";
    select.hidden = true;
    select.before(box);
    box.append(this.input, this.list, select);
  }

  attributes() {
    return {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
  }

  listen() {
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("blur", () => this.settle());
    /* before blur, so the click is not lost */
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(this.found[Number(item.dataset.index)]);
    });
  }

  onKey(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      this.move(moves[event.key]);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      if (this.found[this.active]) this.choose(this.found[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.settle();
    }
  }

  open(query = this.input.value) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    const matches = this.options.filter((option) => option.value && words.every((each) => option.key.includes(each)));
    this.found = matches.slice(0, SHOWN);
    this.active = -1;
    this.list.replaceChildren(...(this.found.length ? this.found.map(item) : [nothing()]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    announce(matches.length ? word("found").replace("%s", matches.length) : word("noneFound"));
    this.list.querySelectorAll("[role=option]").forEach((element, index) => {
      element.id = `${this.list.id}-${index}`;
    });
  }

  move(step) {
    if (!this.found.length) return;
    this.active = (this.active + step + this.found.length) % this.found.length;
    [...this.list.children].forEach((element, index) => {
      element.setAttribute("aria-selected", String(index === this.active));
    });
    const current = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    this.select.value = option.value;
    this.input.value = option.text;
    this.close();
    for (const name of ["input", "change"]) this.select.dispatchEvent(new Event(name, { bubbles: true }));
  }

  /* leaving: an exact text is a choice, an empty field clears it, anything else goes back to what was chosen */
  settle() {
    if (this.list.hidden) return;
    const typed = plain(this.input.value.trim());
    const exact = this.options.find((option) => option.key === typed || (!typed && !option.value));
    if (exact && exact.value !== this.select.value) this.choose(exact);
    this.input.value = this.select.value ? this.select.selectedOptions[0].text : "";
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function item(option, index) {
  const element = document.createElement("li");
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.dataset.index = index;
  element.textContent = option.text;
  return element;
}

function nothing() {
  const element = document.createElement("li");
  element.className = "none";
  element.setAttribute("role", "option");
  element.setAttribute("aria-disabled", "true");
  element.textContent = word("noneFound");
  return element;
}
