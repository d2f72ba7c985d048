// The engine: Oxigraph with the graph, in a thread of its own, which the page ends when a query takes too long.
// A query has an answer when the parts of the graph that it needs are there; one that names none of them needs all.
import { bytes } from "./packed.js";
import init, { Store } from "../vendored/oxigraph.js";

const MOST = 50_000; // rows that are handed to the page
const PARTS = 3; // of the graph, as site/loading.py makes them
const PAUSE = 200; // milliseconds in which the page shows an answer before more is loaded

/** Return what a function of a number gives, made once for each number, and anew where it has failed. */
const once = (make) => {
  const made = new Map();
  return (number) => {
    if (!made.has(number)) {
      const promise = make(number);
      made.set(number, promise);
      promise.catch(() => made.delete(number));
    }
    return made.get(number);
  };
};

const compiled = once(async () => {
  await init({ module_or_path: await bytes("../vendored/oxigraph.wasm.gz") });
  return new Store();
});

const fetched = once(async (number) => new Uint8Array(await bytes(`../data/graph-${number}.ttl.gz`)));

/** Return the store with so many parts of the graph, which are read in their order. */
const loaded = once(async (number) => {
  const [store, graph] = await Promise.all([number > 1 ? loaded(number - 1) : compiled(0), fetched(number)]);
  store.load(graph, { format: "text/turtle", lenient: true });
  return store;
});

/** Return the store with so many parts of the graph; all that are needed are on their way at once. */
const withParts = (number) => {
  for (let some = 1; some <= number; some++) fetched(some).catch(() => {});
  return loaded(number);
};

let waiting = 0; // queries without an answer
let begun = false;

/** Load the rest of the graph, part by part, and give way to queries between them. */
const complete = async () => {
  if (begun || waiting > 0) return;
  begun = true;
  try {
    for (let number = 2; number <= PARTS; number++) {
      await fetched(number);
      await new Promise((resolve) => setTimeout(resolve));
      await loaded(number);
    }
    postMessage({ whole: (await loaded(PARTS)).size });
  } catch (error) {
    begun = false;
    postMessage({ failed: error.message });
  }
};

/** Return whether a query gives triples: whether its first word, but for the prologue, is CONSTRUCT or DESCRIBE. */
const givesTriples = (query) => {
  const words = query.replace(/<[^<>"{}|^`\\\s]*>|#[^\n\r]*/g, " ");
  return /^(construct|describe)$/i.test(words.match(/\b(select|ask|construct|describe)\b(?!\s*:)/i)?.[1] ?? "");
};

const cell = (term) => term.termType === "NamedNode" ? { type: "uri", value: term.value }
  : term.termType === "BlankNode" ? { type: "bnode", value: term.value }
  : term.termType === "Literal" ? { type: "literal", value: term.value, datatype: term.datatype.value, "xml:lang": term.language || undefined }
  : { type: "triple", value: term.toString() };

const answered = (store, query) => {
  if (givesTriples(query)) {
    const triples = store.query(query);
    const rows = triples.slice(0, MOST).map((triple) => [triple.subject, triple.predicate, triple.object].map(cell));
    return { kind: "triples", columns: ["subject", "predicate", "object"], rows, number: triples.length };
  }
  const { head, results, boolean } = JSON.parse(store.query(query, { results_format: "application/sparql-results+json" }));
  if (boolean !== undefined) return { kind: "boolean", columns: ["answer"], rows: [[{ type: "literal", value: String(boolean) }]], number: 1 };
  const rows = results.bindings.slice(0, MOST).map((binding) => head.vars.map((name) => binding[name] ?? null));
  return { kind: "solutions", columns: head.vars, rows, number: results.bindings.length };
};

addEventListener("message", async ({ data: { id, query, parts } }) => {
  waiting++;
  try {
    const store = await withParts(parts ?? PARTS);
    postMessage({ id, begun: true });
    const start = performance.now();
    const answer = answered(store, query);
    postMessage({ id, answer: { ...answer, milliseconds: performance.now() - start } });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
  waiting--;
  setTimeout(complete, PAUSE);
});

loaded(1).then(() => setTimeout(complete, PAUSE), (error) => postMessage({ failed: error.message }));
