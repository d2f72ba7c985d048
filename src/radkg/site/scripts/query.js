// The query page: named questions as forms, an editor, and the rows.
import { complete, plain } from "./combo.js";
import { Engine } from "./engine.js";
import { Names, terms } from "./graph.js";
import { json } from "./packed.js";
import { csv, show } from "./table.js";

const engine = new Engine(); // the first thing, as it takes longest
const at = (id) => document.getElementById(id);
const about = await json("../data/about.json.gz");
const questions = new Map(about.questions.map((question) => [question.name, question]));
const names = new Names(about);
engine.declare(about.prefixes);
const candidates = new Map(); // by class, when they are first asked for
const WORDS = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "BIND", "VALUES", "GROUP BY", "ORDER BY", "LIMIT", "HAVING", "FILTER NOT EXISTS", "COUNT", "CONSTRUCT", "ASK", "DESCRIBE"];
let chosen = null, given = {}, last = null, filling = []; // fields that are filled with what the address says

const told = (text, tone = "quiet") => {
  at("told").textContent = text;
  at("told").className = tone;
};

/** Return the query of the chosen question with what the form has. */
const filled = () => Engine.filled(chosen.sparql, given);

const literal = (text) => `"${text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;

const NOT_GIVEN = "UNDEF";

/** Return what may be named where a term of these classes is asked for; of any class, where there is none. */
const choices = async (kinds) => {
  const found = await Promise.all((kinds.length ? kinds : [null]).map((kind) => {
    if (!candidates.has(kind)) candidates.set(kind, terms(engine, kind));
    return candidates.get(kind);
  }));
  return found.flat();
};

/** Return the entry that a text names: by an IRI, a label or a synonym. */
const namedBy = (entries, text) => entries.find(({ iri }) => iri === names.expand(text)) ?? entries.find(({ all }) => all.includes(plain(text)));

/** Return what an IRI or a label names, where that is one thing and of one of these classes; before the other names are there. */
const directly = async (kinds, text) => {
  if (!kinds.length) return undefined;
  const iri = names.expand(text);
  const { sparql, parts } = about.named;
  const { rows } = await engine.query(Engine.filled(sparql, {
    given: /^[a-z][\w+.-]*:[^\s<>"{}|\\^`]+$/i.test(iri) ? `<${iri}>` : literal(text.trim()),
    kind: kinds.map((kind) => `<${kind}>`).join(" "),
  }), 30, parts);
  return rows.length === 1 ? { iri: rows[0][0].value, label: rows[0][1].value } : undefined;
};

/** Return the values that a text with semicolons names, as SPARQL writes them; nothing where one of them is no name. */
const several = (entries, text) => {
  const found = text.split(";").map((piece) => piece.trim()).filter(Boolean).map((piece) => namedBy(entries, piece));
  return found.every(Boolean) ? found.map(({ iri }) => names.written(iri)).join(" ") : "";
};

/** Make the fields of a question; what stands in them at first is its example, nothing where none is needed, or what the address of the page says. */
const choose = (name, said = new URLSearchParams()) => {
  chosen = questions.get(name) ?? null;
  given = {};
  filling = [];
  at("question").value = chosen ? name : "";
  at("asked").textContent = chosen?.question ?? "";
  at("page").hidden = !chosen;
  if (chosen) at("page").href = `../questions/${chosen.name}.html`;
  at("parameters").replaceChildren(...(chosen?.parameters ?? []).map((parameter) => {
    const frame = document.createElement("div");
    frame.className = "field";
    const label = document.createElement("label");
    const field = document.createElement("input");
    label.htmlFor = field.id = `parameter-${parameter.name}`;
    label.textContent = parameter.about;
    frame.append(label, field);
    const first = parameter.kind === "term" ? parameter.value.map(({ label }) => label).join("; ") : parameter.value;
    const spelled = parameter.kind === "term" ? parameter.value.map(({ iri }) => names.written(iri)).join(" ")
      : parameter.kind === "integer" ? parameter.value : literal(parameter.value);
    // what is asked for where nothing is given; empty where something must be
    const without = parameter.optional ? NOT_GIVEN : parameter.preset ? spelled : "";
    if (parameter.preset) field.placeholder = first;
    field.value = without ? "" : first;
    given[parameter.name] = without || spelled;
    const set = (written) => {
      const value = written || (field.value.trim() ? "" : without);
      field.setAttribute("aria-invalid", String(!value));
      if (value) given[parameter.name] = value;
      else delete given[parameter.name];
      editor.set(filled());
    };
    field.dataset.name = parameter.name;
    const asked = said.get(parameter.name);
    if (parameter.kind === "term" && parameter.several) {
      if (asked) field.value = asked;
      const read = async () => set(several(await choices(parameter.of), field.value));
      field.addEventListener("input", read);
      if (asked) filling.push(read());
    } else if (parameter.kind === "term") {
      complete(field, () => choices(parameter.of), (entry) => set(entry && names.written(entry.iri)));
      if (asked) {
        filling.push((async () => {
          const entry = await directly(parameter.of, asked) ?? namedBy(await choices(parameter.of), asked);
          field.value = entry?.label ?? asked;
          set(entry && names.written(entry.iri));
        })());
      }
    } else {
      const within = (number) => (parameter.minimum ?? -Infinity) <= number && number <= (parameter.maximum ?? Infinity);
      const whole = (text) => (/^[+-]?\d{1,18}$/.test(text) && within(Number(text)) ? text : "");
      const value = (text) => parameter.kind === "integer" ? whole(text.trim()) : text && literal(text);
      if (asked !== null) {
        field.value = asked;
        given[parameter.name] = value(asked) || (asked ? "" : without);
      }
      if (parameter.kind === "integer") field.inputMode = "numeric";
      field.addEventListener("input", () => set(value(field.value)));
    }
    return frame;
  }));
  if (chosen) editor.set(filled());
};

const run = async () => {
  const missing = chosen?.parameters.find(({ name }) => !given[name]);
  if (missing && [...at("parameters").querySelectorAll("[aria-invalid=true]")].length > 0) {
    told(`Choose ${missing.about} from the list.`, "wrong");
    at(`parameter-${missing.name}`).focus();
    return;
  }
  const limit = Number(at("limit").value);
  at("run").disabled = true;
  at("stop").disabled = false;
  at("save").hidden = true;
  at("result").setAttribute("aria-busy", "true");
  told("Running …");
  try {
    const query = editor.text();
    // what is known of a question holds as long as nobody has changed it
    last = await engine.query(query, limit, chosen && query === filled() ? chosen.parts : undefined);
    const { number, rows, milliseconds, kind } = last;
    const time = milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
    const count = kind === "boolean" ? rows[0][0].value : `${number.toLocaleString("en")} ${kind === "triples" ? "triple" : "row"}${number === 1 ? "" : "s"}`;
    told(`${count} in ${time}${rows.length < number ? `; the first ${rows.length.toLocaleString("en")} are here, add a LIMIT` : ""}`, "answer");
    show(at("result"), last, names);
    at("save").hidden = rows.length === 0;
  } catch (error) {
    told(error.message, "wrong");
    at("result").replaceChildren();
  }
  at("result").removeAttribute("aria-busy");
  at("run").disabled = false;
  at("stop").disabled = true;
};

let radkg = null; // names of radkg's, when they are first asked for
const completions = () => (radkg ??= engine.query("SELECT ?iri ?label WHERE { ?iri rdfs:label ?label . FILTER(STRSTARTS(STR(?iri), STR(radkg:))) } ORDER BY ?iri", 30)
  .then(({ rows }) => rows.map(([iri, label]) => ({ label: names.compact(iri.value), detail: label.value })).filter(({ label }) => label.startsWith("radkg:"))));

const completing = async (context) => {
  const word = context.matchBefore(/[?]\w*|[A-Za-z]\w*:?[\w-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const variables = [...new Set(context.state.doc.toString().match(/\?\w+/g) ?? [])].filter((name) => name !== word.text);
  const options = word.text.startsWith("?") ? variables.map((label) => ({ label }))
    : word.text.includes(":") ? await completions()
    : [...WORDS.map((label) => ({ label, boost: 1 })), ...(word.text.length > 2 ? await completions() : [])];
  return { from: word.from, options, validFor: /^[?]?[\w:-]*$/ };
};

let written = at("start").textContent;
let field = null; // the editor, when it is there
const editor = {
  text: () => field?.text() ?? written,
  set: (text) => {
    if (field) field.set(text);
    else at("editor").firstChild.textContent = written = text;
  },
};
at("editor").replaceChildren(document.createElement("pre"));
at("editor").firstChild.tabIndex = 0; // it can be longer than the frame
editor.set(written);

/** Put the editor in the place of the text that it is to have. */
const write = async () => {
  const { edit } = await import("../vendored/editor.js");
  at("editor").replaceChildren();
  field = edit(at("editor"), { text: written, label: "SPARQL query", complete: completing, run });
};

at("question").addEventListener("change", () => choose(at("question").value));
at("ask").addEventListener("submit", (event) => (event.preventDefault(), run()));
at("stop").addEventListener("click", () => engine.stop());
at("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(last)], { type: "text/csv" }));
  link.download = `${chosen?.name ?? "radkg"}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
});
const LOADING = "Loading the engine and the graph …";
at("tool").hidden = false;
at("waiting").hidden = true;
told(LOADING);
engine.whole.then(
  (size) => at("told").textContent === LOADING && told(`${size.toLocaleString("en")} triples are loaded.`),
  (error) => at("told").textContent === LOADING && told(error.message, "wrong"),
);
const asked = new URLSearchParams(location.search);
const named = questions.has(asked.get("question"));
if (named) choose(asked.get("question"), asked);
else if (asked.get("query")) editor.set(asked.get("query"));
if (named) {
  try {
    await Promise.all(filling);
    await run();
  } catch (error) {
    told(error.message, "wrong");
  }
}
await write(); // after the first answer, for which it is not needed
