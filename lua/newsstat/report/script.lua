--- The script of pages: shows a term when its button is pressed. The page's policy names its hash, so that no other
--- script runs. All that came from articles is put in as text.

return [[
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const detail = document.getElementById("detail");
  const buttons = [...document.querySelectorAll("button.term")];
  const SVG = "http://www.w3.org/2000/svg";
  let chosen = null;

  for (const term of data.terms) {
    const used = term.used ?? [];
    term.articles = data.periods.map(() => 0);
    used.forEach((t, i) => {
      if (i % 2 === 0) term.articles[t] = used[i + 1];
    });
  }

  const element = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  };

  const shape = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const languageOf = (text) => (/\p{Script=Han}/u.test(text) ? "zh" : "");
  const percent = (share) => (100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0) + " %";
  const shareOf = (term, t) => (data.totals[t] > 0 ? term.articles[t] / data.totals[t] : 0);
  const told = (term, t) =>
    `${data.periods[t]}: ${term.articles[t]} of ${data.totals[t]} articles, ${percent(shareOf(term, t))}`;

  // Columns of the share of articles, the bursts behind them. Arrow keys and the pointer read them out.
  const chartOf = (term, marked, readout) => {
    const width = 360, height = 120, base = 98, top = 8, count = data.periods.length, step = width / count;
    const largest = Math.max(...term.articles.map((_, t) => shareOf(term, t)), 0.0001);
    const chart = shape("svg", {
      viewBox: `0 0 ${width} ${height}`, role: "img", tabindex: 0,
      "aria-label": `Share of articles with ${term.term} by period, at most ${percent(largest)}. Arrow keys read the periods.`,
    });
    chart.append(shape("text", { class: "tick", x: 0, y: top + 4 }, percent(largest)));
    for (const [first, last] of term.bursts ?? [])
      chart.append(shape("rect", {
        class: "band", x: first * step, y: 0, width: (last - first + 1) * step, height: base,
      }));
    const bars = data.periods.map((_, t) => {
      const share = shareOf(term, t), tall = share > 0 ? Math.max(1.5, (share / largest) * (base - top - 10)) : 0;
      const bar = shape("rect", {
        class: t === marked ? "bar marked" : "bar",
        x: t * step + step * 0.12, y: base - tall, width: step * 0.76, height: tall,
      });
      chart.append(bar);
      return bar;
    });
    chart.append(shape("line", { class: "base", x1: 0, x2: width, y1: base + 0.5, y2: base + 0.5 }));
    chart.append(shape("text", { class: "tick", x: 0, y: height - 4 }, data.periods[0]));
    if (count > 1)
      chart.append(shape("text", { class: "tick", x: width, y: height - 4, "text-anchor": "end" }, data.periods[count - 1]));
    let at = marked ?? term.articles.reduce((best, n, t) => (shareOf(term, t) > shareOf(term, best) ? t : best), 0);
    const point = (t) => {
      bars[at].classList.remove("pointed");
      at = Math.min(count - 1, Math.max(0, t));
      bars[at].classList.add("pointed");
      readout.textContent = told(term, at);
    };
    chart.addEventListener("pointermove", (event) => {
      const box = chart.getBoundingClientRect();
      point(Math.floor(((event.clientX - box.left) / box.width) * count));
    });
    chart.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      point(steps[event.key]);
    });
    readout.textContent = told(term, at);
    return chart;
  };

  const numbersOf = (term) => {
    const body = element("tbody");
    data.periods.forEach((period, t) => {
      if (term.articles[t] === 0) return;
      body.append(element("tr", {}, element("th", { scope: "row", textContent: period }),
        element("td", { textContent: term.articles[t] }), element("td", { textContent: data.totals[t] }),
        element("td", { textContent: percent(shareOf(term, t)) })));
    });
    const heads = ["Period", "Articles", "of all", "Share"].map((text) => element("th", { scope: "col", textContent: text }));
    return element("details", {}, element("summary", { textContent: "Numbers" }),
      element("div", { className: "scroll" }, element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body)));
  };

  const articleOf = (number) => {
    const article = data.articles[number];
    const title = article.title ?? article.path ?? "untitled";
    const isLink = /^https?:\/\//i.test(article.url ?? "");
    const name = isLink
      ? element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", textContent: title })
      : element("span", { textContent: title });
    name.lang = languageOf(title);
    return element("li", {}, name,
      element("span", { className: "from", textContent: [article.date, article.source].filter(Boolean).join(" · ") }));
  };

  const articlesOf = (row) => {
    const list = row.articles ?? [];
    const where = row.period === undefined ? "" : ` of ${data.periods[row.period]}`;
    const count = list.length < row.total ? `${list.length} of ${row.total}` : `${list.length}`;
    return [element("h3", { textContent: `Articles${where} (${count})` }),
      element("ol", { className: "articles" }, ...list.map(articleOf))];
  };

  const show = (button) => {
    const row = data.rows[button.dataset.row], term = data.terms[row.term];
    for (const other of buttons) {
      const isSame = other.dataset.row === button.dataset.row;
      other.setAttribute("aria-pressed", isSame);
      other.closest("tr").classList.toggle("chosen", isSame);
    }
    chosen = button;
    const readout = element("p", { className: "readout" });
    readout.setAttribute("aria-live", "polite");
    const close = element("button", { type: "button", className: "close", textContent: "×" });
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", hide);
    const heading = element("h2", { id: "detail-title", textContent: term.term, lang: languageOf(term.term) });
    detail.replaceChildren(close, heading, element("p", { className: "note", textContent: row.note ?? "" }),
      chartOf(term, row.period, readout), readout, numbersOf(term), ...articlesOf(row));
    detail.classList.remove("empty");
    detail.scrollTop = 0;
  };

  const hide = () => {
    const hint = element("p", { className: "note", textContent: "Choose a term: its way through time and its articles appear here." });
    detail.replaceChildren(hint);
    detail.classList.add("empty");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", "false");
      button.closest("tr").classList.remove("chosen");
    }
    if (chosen) chosen.focus();
    chosen = null;
  };

  // Up and down go from term to term of the ranking, or of the bursts, and show each.
  const walk = (event) => {
    const place = event.target.closest(".columns > div") ?? event.target.closest("section");
    const list = [...place.querySelectorAll("button.term")];
    const at = list.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (next === undefined || !list[next]) return;
    event.preventDefault();
    list[next].focus();
    show(list[next]);
  };

  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => show(button));
    button.addEventListener("keydown", walk);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) hide();
  });
  hide();
  if (buttons[0] && matchMedia("(min-width: 961px)").matches) show(buttons[0]);
})();
]]
