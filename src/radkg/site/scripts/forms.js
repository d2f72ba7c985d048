// How a sentence is found among those that have a verdict; radkg.site.checking has the same in Python.
/** Return the normal form of a sentence. */
export const normalised = (sentence) => sentence.normalize("NFKC").toLowerCase()
  .replace(/[^\p{L}\p{N}%<>≤≥+.]+|(?<!\d)\.|\.(?!\d)/gu, " ").trim().split(/\s+/).join(" ");

/** Return the number of the file that a normal form is in, of so many files: its hash by FNV-1a. */
export const shard = (form, files) =>
  (new TextEncoder().encode(form).reduce((number, byte) => Math.imul(number ^ byte, 0x01000193), 0x811c9dc5) >>> 0) % files;
