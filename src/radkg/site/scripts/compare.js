// Comparison of any two diseases: the named questions that compare, asked in the page.
import { complete } from "./combo.js";
import { Engine } from "./engine.js";
import { Names, terms } from "./graph.js";
import { json } from "./packed.js";

const engine = new Engine(); // the first thing, as it takes longest
const at = (id) => document.getElementById(id);
const about = await json("../data/about.json.gz");
const { bases, kind, questions } = about.comparison;
const names = new Names(about);
engine.declare(about.prefixes);
const AT_ONCE = 12; // findings of a side
let listed = null;
const diseases = () => (listed ??= terms(engine, kind));
const chosen = { one: null, other: null };

const made = (tag, ...content) => {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
};

const link = (iri, label) => {
  const element = made("a", label);
  element.href = names.address(iri);
  return element;
};

const list = (rows) => {
  const items = made("ul", ...rows.map(({ finding, findingLabel, fact, factLabel }) => {
    const cited = made("span", link(fact.value, factLabel?.value ?? fact.value));
    cited.className = "cited";
    return made("li", link(finding.value, findingLabel?.value ?? finding.value), " ", cited);
  }));
  items.className = "plain";
  return items;
};

const side = (entry, rows) => {
  const frame = made("div", made("h3", entry.label));
  frame.className = "side";
  if (rows.length === 0) frame.append(made("p", "nothing"));
  else frame.append(list(rows.slice(0, AT_ONCE)));
  if (rows.length > AT_ONCE) frame.append(made("details", made("summary", `${rows.length - AT_ONCE} more`), list(rows.slice(AT_ONCE))));
  return frame;
};

const section = (title, note, one, other) => {
  const sides = made("div", side(chosen.one, one), side(chosen.other, other));
  sides.className = "sides";
  const remark = made("p", note);
  remark.className = "quiet";
  return made("section", made("h2", title, " ", made("small", String(one.length + other.length))), remark, sides);
};

/** Return the rows of a question, each finding once a side. */
const ask = async (name) => {
  const values = { disease: `<${chosen.one.iri}>`, other: `<${chosen.other.iri}>`, down: bases.length };
  const { sparql, parts } = about.questions.find((question) => question.name === name);
  const { columns, rows } = await engine.query(Engine.filled(sparql, values), 30, parts);
  return rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));
};

const once = (rows) => [...new Map(rows.map((row) => [row.finding.value, row])).values()];

const compare = async () => {
  const { one, other } = chosen;
  if (!one || !other) {
    at("told").textContent = "Choose two diseases from the lists.";
    return;
  }
  if (one.iri === other.iri) {
    at("told").textContent = "Choose two different diseases.";
    return;
  }
  history.replaceState(null, "", `?${new URLSearchParams({ one: names.compact(one.iri), other: names.compact(other.iri) })}`);
  at("told").textContent = "Comparing …";
  at("result").replaceChildren();
  try {
    const [apart, shared, { rows }] = await Promise.all([ask(questions.apart), ask(questions.shared), engine.query(`SELECT ?kind WHERE { ?kind radkg:isOrIsKindOf <${one.iri}> }`)]);
    const within = new Set(rows.map(([iri]) => iri.value));
    const of = (basis, isOne) => once(apart.filter((row) => row.basis.value.startsWith(basis) && within.has(row.of.value) === isOne));
    const both = once(shared);
    const theirs = both.map((row) => ({ ...row, fact: row.otherFact, factLabel: row.otherFactLabel }));
    const told = bases.map(([basis, title, note]) => [title, note, of(basis, true), of(basis, false)]);
    const only = told.pop();
    const sections = [...told, ["Shown by both", "Or a kind of it by the one, and another by the other.", both, theirs], only];
    const some = sections.filter(([, , a, b]) => a.length + b.length > 0);
    at("result").replaceChildren(...some.map((parts) => section(...parts)));
    at("told").textContent = some.length ? `${one.label} and ${other.label}` : "Nothing is known that they share or that tells them apart.";
  } catch (error) {
    at("told").textContent = error.message;
  }
};

for (const name of ["one", "other"]) complete(at(name), diseases, (entry) => (chosen[name] = entry));
at("compare").addEventListener("submit", (event) => (event.preventDefault(), compare()));
at("tool").hidden = false;
at("waiting").hidden = true;
const asked = new URLSearchParams(location.search);
if (asked.get("one") && asked.get("other")) {
  const entries = await diseases();
  for (const name of ["one", "other"]) {
    chosen[name] = entries.find(({ iri }) => iri === names.expand(asked.get(name))) ?? null;
    at(name).value = chosen[name]?.label ?? asked.get(name);
  }
  await compare();
}
