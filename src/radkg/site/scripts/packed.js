// Files that are packed within the site, as not every host packs what it serves.

/** Return the bytes of a file, unpacked where neither the server nor the browser has done so. */
export const bytes = async (path) => {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: the server says ${answer.status}`);
  const data = await answer.arrayBuffer();
  const [one, other] = new Uint8Array(data, 0, 2);
  if (one !== 0x1f || other !== 0x8b) return data;
  return new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

/** Return what a file of JSON says. */
export const json = async (path) => JSON.parse(new TextDecoder().decode(await bytes(path)));
