// Results as a table, and as CSV.

const NUMBERS = new Set(["integer", "nonNegativeInteger", "positiveInteger", "int", "long", "decimal", "double", "float"]);
const AT_ONCE = 200; // rows

/** Return what a cell says. */
export const said = (cell) => cell === null ? "" : cell.value;

const isNumber = (cell) => cell?.datatype && NUMBERS.has(cell.datatype.split("#")[1]);

/**
 * Show rows in an element, some at first and the others when they are asked for.
 *
 * A column of IRIs whose labels stand in another (`finding`, `findingLabel`) is shown with them, and the other left out.
 */
export function show(place, { columns, rows }, names) {
  const shown = columns.map((name, at) => ({ name, at, label: columns.indexOf(`${name}Label`) }))
    .filter(({ name }) => !(name.endsWith("Label") && columns.includes(name.slice(0, -5))));
  const table = document.createElement("table");
  table.className = "result";
  const head = table.createTHead().insertRow();
  for (const column of shown) {
    column.isNumber = rows.length > 0 && rows.every((row) => row[column.at] === null || isNumber(row[column.at]));
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column.name;
    if (column.isNumber) cell.className = "number";
    head.append(cell);
  }
  const body = table.createTBody();
  const content = (cell, label) => {
    if (cell === null) return "";
    if (cell.type !== "uri") return cell.value;
    const address = names.address(cell.value);
    const text = label?.value ?? names.compact(cell.value);
    if (!address) return text;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    return link;
  };
  const more = document.createElement("button");
  more.type = "button";
  const add = () => {
    for (const row of rows.slice(body.rows.length, body.rows.length + AT_ONCE)) {
      const line = body.insertRow();
      for (const { at, label, isNumber } of shown) {
        const cell = line.insertCell();
        if (isNumber) cell.className = "number";
        cell.append(content(row[at], label < 0 ? null : row[label]));
      }
    }
    const left = rows.length - body.rows.length;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left.toLocaleString("en")}`;
  };
  more.addEventListener("click", add);
  add();
  const frame = document.createElement("div");
  frame.className = "scroll";
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Rows");
  frame.append(table);
  place.replaceChildren(frame, more);
}

// spreadsheets take a cell that begins so for a formula
const FORMULA = /^(?:[\t\r\n]|[\s\x00-\x1f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/** Return rows as CSV; text that a spreadsheet would compute is preceded by an apostrophe. */
export function csv({ columns, rows }) {
  const field = (cell) => {
    const text = !isNumber(cell) && FORMULA.test(said(cell)) ? `'${said(cell)}` : said(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => row.map(field))].map((line) => `${line.join(",")}\r\n`).join("");
}
