// Search as one types, over labels, synonyms and CURIEs. Everything else on the site works without it.
"use strict";
{
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const told = document.getElementById("told");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const entries = RADKG_INDEX.map(([label, path, kind, names]) => ({ label, path, kind, names, all: [label, ...names].map(plain) }));
  const rank = (entry, words, whole) => {
    if (!words.every((word) => entry.all.some((name) => name.includes(word)))) return 9;
    if (entry.all[0] === whole) return 0;
    if (entry.all.includes(whole)) return 1;
    if (entry.all[0].startsWith(whole)) return 2;
    return entry.all.some((name) => name.startsWith(whole)) ? 3 : 4;
  };
  const search = () => {
    const whole = plain(field.value.trim());
    const words = whole.split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? [] : entries
      .map((entry) => [rank(entry, words, whole), entry])
      .filter(([place]) => place < 9)
      .sort(([a, one], [b, other]) => a - b || one.label.length - other.label.length || (one.label < other.label ? -1 : 1));
    list.replaceChildren(...found.slice(0, 50).map(([, entry]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.path + ".html";
      link.textContent = entry.label;
      const about = document.createElement("span");
      about.className = "quiet";
      const also = entry.names.find((name) => words.some((word) => plain(name).includes(word)) && !plain(entry.label).includes(whole));
      about.textContent = " " + entry.kind + (also ? " · " + also : "");
      item.append(link, about);
      return item;
    }));
    told.textContent = words.length === 0 ? "" : found.length === 0 ? "Nothing is called so." : found.length > 50 ? `The first 50 of ${found.length}` : `${found.length} found`;
  };
  field.addEventListener("input", search);
  field.value = new URLSearchParams(location.search).get("q") || "";
  search();
}
