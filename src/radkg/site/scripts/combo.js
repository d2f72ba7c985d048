// A field that completes names of terms, for keyboard, pointer and screen reader alike (the ARIA pattern of a combobox).
export const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const rank = (entry, words, whole) => {
  if (!words.every((word) => entry.all.some((name) => name.includes(word)))) return 9;
  if (entry.all[0] === whole) return 0;
  if (entry.all.includes(whole)) return 1;
  if (entry.all[0].startsWith(whole)) return 2;
  return entry.all.some((name) => name.startsWith(whole)) ? 3 : 4;
};

/** Return the entries that are called so, the nearest first. */
export const nearest = (entries, text, most) => {
  const whole = plain(text.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  return entries
    .map((entry) => [rank(entry, words, whole), entry])
    .filter(([place]) => place < 9)
    .sort(([a, one], [b, other]) => a - b || one.label.length - other.label.length || (one.label < other.label ? -1 : 1))
    .slice(0, most)
    .map(([, entry]) => entry);
};

let made = 0;

/**
 * Make a field a combobox.
 *
 * @param {HTMLInputElement} field The field, which stands in a document.
 * @param {() => Promise<{iri: string, label: string, names: string[], all: string[]}[]>} entries Returns what it may name.
 * @param {(entry: object | null) => void} chosen Called when it names another entry, or none.
 */
export function complete(field, entries, chosen) {
  const list = document.createElement("ul");
  list.id = `choices-${++made}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.className = "choices";
  list.hidden = true;
  const frame = document.createElement("span");
  frame.className = "combo";
  field.replaceWith(frame);
  frame.append(field, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", spellcheck: "false" })) {
    field.setAttribute(name, value);
  }
  let shown = [], active = -1;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (entry) => {
    field.value = entry.label;
    close();
    chosen(entry);
  };
  const mark = (place) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (place + shown.length) % shown.length;
    const item = list.children[active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  };
  const open = async () => {
    const typed = field.value;
    shown = nearest(await entries(), typed, 30);
    if (field.value !== typed || document.activeElement !== field) return;
    list.replaceChildren(...shown.map((entry, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = entry.label;
      const whole = plain(typed.trim());
      const also = plain(entry.label).includes(whole) ? "" : entry.names.find((name) => plain(name).includes(whole));
      if (also) {
        const note = document.createElement("span");
        note.className = "quiet";
        note.textContent = ` ${also}`;
        item.append(note);
      }
      // before the field loses the focus
      item.addEventListener("pointerdown", (event) => (event.preventDefault(), choose(entry)));
      return item;
    }));
    active = -1;
    list.hidden = shown.length === 0;
    field.setAttribute("aria-expanded", String(shown.length > 0));
  };
  field.addEventListener("input", () => (chosen(null), open()));
  field.addEventListener("focus", () => (field.select(), entries()));
  field.addEventListener("click", open);
  field.addEventListener("blur", async () => {
    close();
    // what is typed in full need not be chosen
    const whole = plain(field.value.trim());
    const found = (await entries()).filter((entry) => entry.all.includes(whole) || entry.iri === field.value.trim());
    const best = found.find((entry) => entry.all[0] === whole) ?? (found.length === 1 ? found[0] : null);
    if (best) chosen(best);
  });
  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (list.hidden) open();
      else mark(active < 0 && event.key === "ArrowUp" ? -1 : active + moves[event.key]);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}
