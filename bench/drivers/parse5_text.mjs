// The text of HTML by parse5's tree: what a browser's innerText shows, white space folded to single
// spaces. The tree is HTML5's; what is hidden and which characters count is as newsstat documents it.
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "newsstat-bench");
const folder = process.env.PARSE5 || join(cache, "node_modules/parse5");
const { parse } = await import(pathToFileURL(join(folder, "dist/index.js"))).catch(() => {
  console.log("parse5 is left out: get it with bench/cleaners.sh --install, or set PARSE5 to its folder");
  process.exit(0);
});

const BLOCKS = new Set(
  ("address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav " +
    "ol optgroup option p plaintext pre search section summary table tbody td textarea tfoot th thead tr ul " +
    "xmp").split(" "));
const HTML = "http://www.w3.org/1999/xhtml";
const NEVER = new Set(
  "audio canvas datalist iframe noembed noframes noscript rp rt script style template title video".split(" "));
const NEVER_IN_PICTURES = new Set("desc metadata script style title".split(" "));
const NEVER_IN_FORMULAS = new Set(["script", "style"]);
const LEFT_OUT =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\u{f0000}-\u{10ffff}]/gu;
const JOINERS = /(?<![\u0590-\u18af\u2190-\u2bff\ufe00-\ufe0f\u{1f000}-\u{10ffff}])[\u200c\u200d\u{e0020}-\u{e007f}]/gu;
const SPACES = /[ \t\n\v\f\r\x85\u2028\u2029]+/g;

function isHidden(node) {
  if (node.tagName === "html" || node.tagName === "body") return false;
  const value = (name) => (node.attrs || []).find((one) => one.name === name)?.value;
  if (value("hidden") !== undefined && value("hidden").trim().toLowerCase() !== "until-found") return true;
  if ((value("aria-hidden") || "").trim().toLowerCase() === "true") return true;
  if (node.namespaceURI === HTML && node.tagName === "dialog" && value("open") === undefined) return true;
  return (value("style") || "").toLowerCase().replace(/\s/g, "").split(";")
    .some((one) => /^(display:none|visibility:(hidden|collapse))(!|$)/.test(one));
}

function isNeverShown(node) {
  if (node.namespaceURI === HTML) return NEVER.has(node.tagName);
  return (node.namespaceURI.endsWith("svg") ? NEVER_IN_PICTURES : NEVER_IN_FORMULAS).has(node.tagName);
}

// Without recursion: pages may be nested as deep as they like.
export function textOf(html) {
  const parts = [];
  const todo = [parse(html)];
  while (todo.length > 0) {
    const node = todo.pop();
    if (typeof node === "string") parts.push(node);
    else if (node.nodeName === "#text") parts.push(node.value);
    else if (!(node.tagName && isNeverShown(node)) && !(node.attrs && isHidden(node))) {
      const border = node.namespaceURI === HTML && BLOCKS.has(node.tagName) ? " " : "";
      parts.push(border);
      if (border) todo.push(border);
      for (let i = (node.childNodes || []).length - 1; i >= 0; i--) todo.push(node.childNodes[i]);
    }
  }
  return fold(parts.join("").replace(LEFT_OUT, "").replace(JOINERS, ""));
}

export function fold(text) {
  return text.replace(SPACES, " ").trim();
}
