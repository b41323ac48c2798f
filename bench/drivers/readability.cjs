// For bench/articles.sh: Readability on linkedom over each file.
const fs = require("fs");
const { Readability } = require("@mozilla/readability");
const { parseHTML } = require("linkedom");

const pages = process.argv.slice(2).map((path) => fs.readFileSync(path));
const bytes = pages.reduce((sum, page) => sum + page.length, 0);
let best = Infinity;
for (let run = 0; run < 2; run++) {
  const start = process.cpuUsage();
  for (const page of pages) {
    try {
      new Readability(parseHTML(page.toString()).document).parse();
    } catch (error) {
      if (run === 0) console.error("readability: " + error.message);
    }
  }
  const used = process.cpuUsage(start);
  best = Math.min(best, (used.user + used.system) / 1e6);
}
console.log("readability", pages.length, bytes, best.toFixed(4));
