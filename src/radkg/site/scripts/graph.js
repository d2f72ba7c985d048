// What pages know of the graph: where the page of an IRI is, and what a term may be called.
import { plain } from "./combo.js";

export const RADKG = "https://w3id.org/radkg/";

export class Names {
  #prefixes;
  #elsewhere;
  #reserved;

  /** @param {{prefixes: object, elsewhere: object, reserved: string[]}} about What `about.json` says. */
  constructor({ prefixes, elsewhere, reserved }) {
    this.#prefixes = Object.entries(prefixes);
    this.#elsewhere = elsewhere;
    this.#reserved = new Set(reserved);
  }

  /** Return the address of the page of a thing, or its own address where it has no page here; empty where it has none. */
  address(iri) {
    if (iri in this.#elsewhere) return `../${this.#elsewhere[iri]}.html`;
    const path = iri.startsWith(RADKG) ? iri.slice(RADKG.length) : "";
    if (/^[A-Za-z0-9][\w-]*(\/[A-Za-z0-9][\w-]*)*$/.test(path) && !this.#reserved.has(path.split("/")[0]) && !path.includes("/form/")) {
      return `../${path}.html`;
    }
    return /^https?:\/\//.test(iri) ? iri : "";
  }

  /** Return an IRI with its prefix, or as it is. */
  compact(iri) {
    for (const [prefix, space] of this.#prefixes) {
      const local = iri.startsWith(space) ? iri.slice(space.length) : "";
      if (/^[A-Za-z0-9_]([\w-]*\w)?$/.test(local)) return `${prefix}:${local}`;
    }
    return iri;
  }

  /** Return an IRI as SPARQL has it. */
  written(iri) {
    const short = this.compact(iri);
    return short === iri ? `<${iri}>` : short;
  }

  /** Return the IRI that a prefixed name stands for; the text as it is where it is none. */
  expand(text) {
    const [, prefix, local] = text.match(/^(\w+):([\w/-]+)$/) ?? [];
    const space = this.#prefixes.find(([name]) => name === prefix)?.[1];
    return space ? space + local : text;
  }
}

/** Return what a parameter may name: all terms, or those that are of a class or members of it, with all that they are called. */
export async function terms(engine, of) {
  const which = of
    ? `{ ?iri radkg:isOrIsKindOf <${of}> } UNION { ?iri a ?class . ?class radkg:isOrIsKindOf <${of}> }`
    : "?iri a owl:Class .";
  const { rows } = await engine.query(`SELECT ?iri ?name WHERE {
    { SELECT DISTINCT ?iri WHERE { ${which} FILTER(isIRI(?iri)) } }
    VALUES (?naming ?place) { (rdfs:label 0) (dcterms:title 1) (radkg:heading 1) (skos:altLabel 2) (skos:hiddenLabel 2) }
    ?iri ?naming ?name .
  } ORDER BY ?place ?name`, 30);
  const found = new Map();
  for (const [iri, name] of rows) {
    if (!found.has(iri.value)) found.set(iri.value, []);
    found.get(iri.value).push(name.value);
  }
  return [...found].map(([iri, names]) => ({ iri, label: names[0], names: names.slice(1), all: names.map(plain) }));
}
