// Compares newsstat's text of HTML files with that of parse5, an HTML5 parser:
//
//   node bench/fidelity.mjs [--show] FILE…
//
// Texts are equal when they are the same after folding white space. --show prints where others part.
// parse5 is had with `bench/cleaners.sh --install`; PARSE5 names its folder where it is elsewhere.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { fold, textOf } from "./drivers/parse5_text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = process.argv.slice(2).filter((one) => one !== "--show");
const show = process.argv.includes("--show");

function read(path) {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

function cleaned(html) {
  return execFileSync(join(root, "bin/newsstat"), ["clean"], { input: html, maxBuffer: 1 << 30, encoding: "utf8" });
}

let equal = 0;
for (const path of files) {
  const html = read(path).toString("utf8"); // both get valid UTF-8
  const theirs = textOf(html);
  const ours = fold(cleaned(html));
  if (ours === theirs) {
    equal++;
    continue;
  }
  let at = 0;
  while (ours[at] === theirs[at]) at++;
  console.log(`differs: ${path} at ${at} of ${theirs.length}`);
  if (show) {
    console.log(`  newsstat ${JSON.stringify(ours.slice(Math.max(0, at - 30), at + 60))}`);
    console.log(`  parse5   ${JSON.stringify(theirs.slice(Math.max(0, at - 30), at + 60))}`);
  }
}
console.log(`fidelity: ${equal} of ${files.length} files equal (${((100 * equal) / files.length).toFixed(2)} %)`);
