// The engine: Oxigraph with the whole graph, in a thread of its own, which the page ends when a query takes too long.
import init, { Store } from "../vendored/oxigraph.js";

const MOST = 50_000; // rows that are handed to the page

/** Return the bytes of a file, unpacked where neither the server nor the browser has done so. */
const bytes = async (path) => {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: the server says ${answer.status}`);
  const data = await answer.arrayBuffer();
  const [one, other] = new Uint8Array(data, 0, 2);
  if (one !== 0x1f || other !== 0x8b) return data;
  return new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

const opened = (async () => {
  const [engine, graph] = await Promise.all([
    bytes("../vendored/oxigraph.wasm.gz").then((data) => init({ module_or_path: data })),
    bytes("../data/graph.ttl.gz"),
  ]);
  const store = new Store();
  store.load(new Uint8Array(graph), { format: "text/turtle", lenient: true });
  return store;
})();

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

addEventListener("message", async ({ data: { id, query } }) => {
  try {
    const store = await opened;
    postMessage({ id, begun: true });
    const start = performance.now();
    const answer = answered(store, query);
    postMessage({ id, answer: { ...answer, milliseconds: performance.now() - start } });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

opened.then((store) => postMessage({ ready: store.size }), (error) => postMessage({ failed: error.message }));
