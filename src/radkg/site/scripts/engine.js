// The page's side of the engine: it starts the thread, hands it queries, and ends it when the time is over.

/** What went wrong with a query; `stopped` where it was ended. */
export class QueryError extends Error {
  constructor(message, stopped = false) {
    super(message);
    this.stopped = stopped;
  }
}

export class Engine {
  #worker = null;
  #started = null; // fails where the thread cannot begin
  #waiting = new Map();
  #number = 0;
  #prefixes = "";

  constructor() {
    this.#start();
  }

  /** Have prefixes that need not be declared. */
  declare(prefixes) {
    this.#prefixes = Object.entries(prefixes).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`).join(" ");
  }

  #start() {
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.#started = new Promise((_, reject) => {
      this.#worker.addEventListener("error", () => reject(new QueryError("This browser cannot run the engine: it needs WebAssembly and module workers.")));
    });
    /** The number of triples, when all of the graph is there; a query may have its answer before. */
    this.whole = Promise.race([this.#started, new Promise((resolve, reject) => {
      this.#worker.addEventListener("message", ({ data }) => {
        if (data.whole) resolve(data.whole);
        else if (data.failed) reject(new QueryError(data.failed));
        else this.#heard(data);
      });
    })]);
    this.whole.catch(() => {});
  }

  #heard({ id, begun, answer, error }) {
    const asked = this.#waiting.get(id);
    if (!asked) return;
    if (begun) {
      asked.timer = setTimeout(() => this.stop(`It took longer than ${asked.limit} s, and was ended.`), 1000 * asked.limit);
      return;
    }
    clearTimeout(asked.timer);
    this.#waiting.delete(id);
    if (answer) asked.resolve(answer);
    // the line of the prefixes stands before those of the query
    else asked.reject(new QueryError(error.replace(/error at (\d+):/, (_, line) => `line ${line - 1}, column `)));
  }

  /** Return a question as a query, each parameter with what is given for it, as SPARQL writes it. */
  static filled(sparql, given) {
    return sparql.replace(/VALUES \?(\w+) \{ [^{}]* \}(?= # parameter)/g, (line, name) => given[name] ? `VALUES ?${name} { ${given[name]} }` : line);
  }

  /**
   * Return the answer to a query.
   *
   * @param {string} query SPARQL.
   * @param {number} limit Seconds after which it is ended, from when what it needs of the graph is loaded.
   * @param {number} [parts] How many parts of the graph have all that it can reach; all where this is not known.
   * @returns {Promise<{kind: string, columns: string[], rows: (object | null)[][], number: number, milliseconds: number}>} Cells
   *   as SPARQL 1.1 Query Results JSON has them; `number` may be larger than the rows that are handed over.
   */
  query(query, limit = 10, parts = undefined) {
    const id = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, limit, timer: 0 });
      this.#worker.postMessage({ id, query: `${this.#prefixes}\n${query}`, parts });
      this.#started.catch((error) => this.#waiting.delete(id) && reject(error));
    });
  }

  /** End whatever runs; the thread begins anew with the graph. */
  stop(why = "Stopped.") {
    this.#worker.terminate();
    const ended = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#start();
    for (const { reject, timer } of ended) {
      clearTimeout(timer);
      reject(new QueryError(why, true));
    }
  }
}
