// The check page: the verdict on a sentence, where it was worked out when the site was made.
import { plain } from "./combo.js";
import { normalised, shard } from "./forms.js";

const at = (id) => document.getElementById(id);
const SHARDS = Number(at("check").dataset.shards);
const SIGNS = { supported: "✓", contradicted: "✕", disputed: "⇄", unknown: "?" };
const TONES = { supported: "asserted", contradicted: "denied", disputed: "conflict-kind", unknown: "" };
const SIDES = { "+": "speaks for it", "−": "speaks against it", "~": "comes near" };

const json = async (path) => (await fetch(new URL(`../data/${path}`, import.meta.url))).json();

const made = (tag, text, name = "") => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
};

const factItem = ([side, label, path, details, cited]) => {
  const item = document.createElement("li");
  const sign = made("span", side, "side-sign");
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", SIDES[side]);
  const says = made(path ? "a" : "span", label);
  if (path) says.href = `../${path}.html`;
  item.append(sign, " ", says);
  if (details) item.append(" ", made("span", `· ${details}`, "quiet"));
  for (const one of cited) item.append(made("span", one, "cited quiet"));
  return item;
};

const verdict = ([sentence, name, headline, added, because, facts, more]) => {
  const frame = made("article", "", "verdict");
  const head = document.createElement("h2");
  head.append(made("span", `${SIGNS[name]} ${headline}`, `badge ${TONES[name]}`));
  const list = made("ul", "", "plain");
  list.append(...facts.map(factItem));
  frame.append(head, made("p", added ? `${sentence} (${added})` : sentence, "lead"), made("p", because), list);
  if (more) frame.append(made("p", `… and ${more} more: radkg check --format json gives all.`, "quiet"));
  return frame;
};

let known = null; // all sentences, when they are first needed
const sentences = () => (known ??= json("sentences.json").then((all) => all.map((sentence) => [sentence, new Set(plain(sentence).split(/[^a-z0-9]+/))])));

/** Return sentences with the most words in common, weighed by how rare they are. */
const near = async (form) => {
  const all = await sentences();
  const words = plain(form).split(/[^a-z0-9]+/).filter(Boolean);
  const weight = new Map(words.map((word) => [word, Math.log((all.length + 1) / (1 + all.filter(([, some]) => some.has(word)).length))]));
  return all
    .map(([sentence, some]) => [words.reduce((sum, word) => sum + (some.has(word) ? weight.get(word) : 0), 0) / Math.sqrt(some.size), sentence])
    .filter(([score]) => score > 0.8)
    .sort(([a], [b]) => b - a).slice(0, 6).map(([, sentence]) => sentence);
};

const otherwise = async (typed, form) => {
  const frame = made("article", "", "verdict");
  const command = document.createElement("pre");
  command.tabIndex = 0;
  command.append(made("code", `pip install radkg\nradkg check '${typed.replaceAll("'", "'\\''")}'`));
  frame.append(made("h2", "No verdict here"), made("p", "This page has the verdicts on the sentences of the facts alone, and this is none of them. That says nothing about whether it holds. Installed on your machine, radkg reads any sentence:"), command);
  const some = await near(form);
  if (some.length > 0) {
    const list = made("ul", "", "plain");
    list.append(...some.map((sentence) => {
      const item = document.createElement("li");
      const link = made("a", sentence);
      link.href = `?statement=${encodeURIComponent(sentence)}`;
      item.append(link);
      return item;
    }));
    frame.append(made("h3", "Sentences with a verdict that have words in common with it"), list);
  }
  return frame;
};

const check = async () => {
  const typed = at("statement").value.trim();
  const form = normalised(typed);
  if (!form) return;
  const found = (await json(`verdicts/${shard(form, SHARDS)}.json`))[form];
  at("verdict").replaceChildren(found ? verdict(found) : await otherwise(typed, form));
};

at("check").addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?statement=${encodeURIComponent(at("statement").value)}`);
  check();
});
at("tool").hidden = false;
at("waiting").hidden = true;
at("statement").value = new URLSearchParams(location.search).get("statement") ?? "";
check();
